package netwright.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import netwright.runtime.Flavour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorTest {
  @ParameterizedTest
  @CsvSource({
    "vendor_id\t: AuthenticAMD|cpu family\t: 25|model\t\t: 17, false",
    "vendor_id\t: AuthenticAMD|cpu family\t: 26|model\t\t: 2, true",
    "vendor_id\t: GenuineIntel|cpu family\t: 6|model\t\t: 207, true",
    "'AMD64 Family 25 Model 97 Stepping 2, AuthenticAMD', false",
    "'Intel64 Family 6 Model 143 Stepping 8, GenuineIntel', true",
    "'', true"
  })
  void aFamilySaysHowProductsAreDone(String description, boolean whole) {
    assertEquals(whole, Processor.isWhole(description.replace('|', '\n')));
  }

  @Test
  void narrowerVectorsAreTheSameEverywhere() {
    assertEquals(new Lanes.Vector(8), Processor.lanes(Flavour.V256));
    assertEquals(new Lanes.Scalar(), Processor.lanes(Flavour.SCALAR));
  }
}
