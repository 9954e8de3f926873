package netwright.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.invoke.MethodHandles;
import org.junit.jupiter.api.Test;

class FlavourTest {
  private static final String NAME = FlavourTest.class.getName();

  /// A program in all flavours; each counts its lanes.
  public static class All$Scalar implements Program {
    @Override
    public void run(Memory memory, int rows) {}
  }

  /// The widest flavour of the same program.
  public static final class All$V512 extends All$Scalar {}

  /// A middle one.
  public static final class All$V256 extends All$Scalar {}

  /// The narrowest one.
  public static final class All$V128 extends All$Scalar {}

  /// A program that exists in one flavour only.
  public static final class Plain$Scalar implements Program {
    @Override
    public void run(Memory memory, int rows) {}
  }

  @Test
  void thereIsAReasonForScalarAndOnlyForScalar() {
    assertEquals(Flavour.fastest() == Flavour.SCALAR, !Flavour.reasonForScalar().isEmpty());
  }

  /// A program without the widest flavour.
  public static class Some$Scalar implements Program {
    @Override
    public void run(Memory memory, int rows) {}
  }

  /// A narrow one.
  public static final class Some$V128 extends Some$Scalar {}

  /// Flavours of 512 bits and of less read other panels of weights, and these are made for the fastest one.
  @Test
  void nothingButScalarCodeTakesThePlaceOf512Bits() {
    MethodHandles.Lookup here = MethodHandles.lookup();
    Program instead = Flavour.program(here, NAME + "$Some", Flavour.V512);
    assertEquals(Some$Scalar.class, instead.getClass());
    assertInstanceOf(Some$V128.class, Flavour.program(here, NAME + "$Some", Flavour.V256));
  }

  @Test
  void theFastestFlavourIsLoaded() {
    Program program = Flavour.program(MethodHandles.lookup(), NAME + "$All");
    assertEquals(NAME + "$All" + Flavour.fastest().suffix(), program.getClass().getName());
  }

  @Test
  void aFlavourThatIsMissingIsReplacedByANarrowerOne() {
    assertInstanceOf(Plain$Scalar.class, Flavour.program(MethodHandles.lookup(), NAME + "$Plain"));
  }

  @Test
  void aProgramThatDoesNotExistIsAnError() {
    assertThrows(
        IllegalStateException.class, () -> Flavour.program(MethodHandles.lookup(), NAME + "$None"));
  }
}
