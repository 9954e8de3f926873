package netwright.facade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import netwright.runtime.Panels;
import netwright.runtime.Port;
import netwright.runtime.Precision;
import netwright.runtime.ProgramSpec;
import netwright.runtime.Schema;
import netwright.runtime.Variable;
import netwright.runtime.io.MalformedFileException;
import org.junit.jupiter.api.Test;

class SchemaTextTest {
  private static final Schema SCHEMA =
      new Schema(
          "Seen",
          "com.acme",
          "Two lines,\nwith \\ and ä.\r",
          "1",
          "0.1",
          "abc",
          Precision.F64,
          List.of(
              new Schema.Hyper("hidden", "4", "How many."), new Schema.Hyper("rate", "0.5", "")),
          List.of(
              new Schema.Field(
                  "image",
                  "Grey  levels",
                  0,
                  "",
                  List.of(),
                  List.of("#0 .. #3", "a b"),
                  List.of(28, 28)),
              new Schema.Field("unused", "", 3, "unused", List.of(), List.of(), List.of())),
          List.of(
              new Schema.Field(
                  "digit", "", 2, "digit", List.of("no way", "\\s"), List.of(), List.of())),
          List.of(new Schema.Field("said", "", 2, "digit", List.of(), List.of(), List.of(1))),
          List.of(
              new Variable("h1.linear.weight", Variable.Role.PARAMETER, List.of(2, 4), 0),
              new Variable("scale", Variable.Role.FITTED, List.of(), 16)),
          32,
          new ProgramSpec(
              "predict",
              256,
              1000,
              20,
              400,
              List.of(
                  new Port("image", false, 16, 784, true),
                  new Port("unused", false, Port.NOWHERE, 1, true)),
              List.of(new Port("said", true, 0, 1, false)),
              List.of(new Panels(0, 2, 4, 64, 32))),
          List.of(
              new Schema.Example(
                  33,
                  List.of(new Schema.Value("image", "", 0, List.of(6.575, -1e-30))),
                  List.of(new Schema.Value("said", "no way", 0.1, List.of())))));

  @Test
  void isReadBackFromItsText() throws IOException {
    assertEquals(SCHEMA, read(SchemaText.of(SCHEMA)));
  }

  @Test
  void refusesOtherVersionsAndNonsense() {
    String text = SchemaText.of(SCHEMA);
    assertRefused(
        "x.schema: line 1: it is for another version", text.replace("schema 2", "schema 1"));
    assertRefused(
        "x.schema: line 4: there is no line hyp", text.replace("hyper hidden", "hyp hidden"));
    assertRefused("x.schema: line 3: 1k is no whole number", text.replace(" 1000 ", " 1k "));
    assertRefused("x.schema: line 0: expected the line schema", "");
    assertRefused("x.schema: line 2: expected the line network", "schema 2\nprogram");
    String missing =
        assertThrows(FileNotFoundException.class, () -> Schema.read("x.schema", null)).getMessage();
    assertTrue(missing.startsWith("x.schema is missing beside the class"), missing);
  }

  private static void assertRefused(String start, String text) {
    String message = assertThrows(MalformedFileException.class, () -> read(text)).getMessage();
    assertTrue(message.startsWith(start), message);
  }

  private static Schema read(String text) throws IOException {
    return Schema.read("x.schema", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
