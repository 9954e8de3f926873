package netwright.runtime.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files that lie. Each must give one line that says how, at once, and allocate nothing to speak of.
class MalformedSafetensorsTest {
  private static final String ONE = "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}";

  @TempDir private Path folder;

  @Test
  void theTemplateItselfIsFine() throws IOException {
    assertEquals(2, read(file(ONE, 8)).tensors().get("a").size());
    assertEquals(
        2,
        read(file(ONE.replace(",", " ,\n\t").replace(":", " : ") + "  ", 8))
            .tensors()
            .get("a")
            .size());
    assertEquals(0, read(file("{}", 0)).tensors().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // not JSON
        "8 | [] | does not start with '{'",
        "8 | hello | does not start with '{'",
        "8 | ` {}` | does not start with '{'",
        "8 | { | expected '\"', found the end",
        "8 | {'a' | expected ':', found the end",
        "8 | {'a':{}} | needs a dtype, a shape and two data_offsets",
        "0 | {}{} | expected the end, found '{'",
        "0 | {'a | the text does not end",
        "0 | {'\\q':1} | unknown escape",
        "0 | {'\\u12g4':1} | four hexadecimal digits",
        "0 | {'\\ud800':{}} | half a surrogate pair",
        "0 | {,} | expected '\"'",
        // wrong types
        "0 | {'a':1} | expected '{', found '1'",
        "0 | {'a':null} | expected '{'",
        "0 | {'__metadata__':{'a':1}} | expected '\"', found '1'",
        "0 | {'__metadata__':{'a':{}}} | expected '\"'",
        "8 | {'a':{'dtype':'F32','shape':2,'data_offsets':[0,8]}} | expected '[', found '2'",
        "8 | {'a':{'dtype':'F32','shape':['2'],'data_offsets':[0,8]}} | a whole number",
        "8 | {'a':{'dtype':'F32','shape':[[2]],'data_offsets':[0,8]}} | a whole number",
        "8 | {'a':{'dtype':'F32','shape':[2,],'data_offsets':[0,8]}} | a whole number",
        "8 | {'a':{'dtype':32,'shape':[2],'data_offsets':[0,8]}} | expected '\"'",
        "8 | {'a':{'dtype':'O','shape':[2],'data_offsets':[0,8]}} | has dtype 'O', which is not",
        "8 | {'a':{'dtype':'f32','shape':[2],'data_offsets':[0,8]}} | has dtype 'f32'",
        // numbers
        "8 | {'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}} | found '-'",
        "8 | {'a':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}} | found '-'",
        "8 | {'a':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}} | expected ']', found '.'",
        "8 | {'a':{'dtype':'F32','shape':[2e0],'data_offsets':[0,8]}} | expected ']', found 'e'",
        "8 | {'a':{'dtype':'F32','shape':[02],'data_offsets':[0,8]}} | a leading 0",
        "8 | {'a':{'dtype':'F32','shape':[9999999999999999999],'data_offsets':[0,8]}} | too large",
        "8 | {'a':{'dtype':'F32','shape':[4294967298],'data_offsets':[0,8]}} | axis of size",
        "8 | {'a':{'dtype':'F32','shape':[65536,65536],'data_offsets':[0,8]}} | than an array can",
        "8 | {'a':{'dtype':'F32','shape':[2147483647,2147483647,4],'data_offsets':[0,8]}} | array",
        // keys
        "8 | {'a':{'dtype':'F32','shape':[2]}} | needs a dtype, a shape and two data_offsets",
        "8 | {'a':{'dtype':'F32','shape':[2],'data_offsets':[0]}} | two data_offsets",
        "8 | {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8,8]}} | more than 2 numbers",
        "8 | {'a':{'dtype':'F32','dtype':'F32','shape':[2],'data_offsets':[0,8]}} | duplicate key",
        "8 | {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'x':1}} | unknown key 'x'",
        "0 | {'__metadata__':{'a':'1','a':'2'}} | duplicate key 'a'",
        "0 | {'__metadata__':{},'__metadata__':{}} | duplicate name '__metadata__'",
        // offsets
        "8 | {'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}} | lies at 8 .. 0",
        "8 | {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,16]}} | but the data has 8 bytes",
        "8 | {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,8]}} | need 4 bytes",
        "8 | {'a':{'dtype':'F64','shape':[2],'data_offsets':[0,8]}} | need 16 bytes",
        "9 | {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | end at byte 8 of 9",
        "8 | {'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | leaves a hole",
        "8 | {} | end at byte 0 of 8",
      })
  void isRefused(int dataBytes, String header, String problem) {
    assertRefused(file(header, dataBytes), problem);
  }

  @Test
  void twoTensorsMustNotOverlapLeaveAHoleOrShareAName() {
    String two =
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
            + "'%s':{'dtype':'F32','shape':[1],'data_offsets':[%s]}}";
    assertRefused(file(two.formatted("b", "4,8"), 8), "'b' lies at 4 .. 8 and overlaps");
    assertRefused(file(two.formatted("b", "12,16"), 16), "'b' lies at 12 .. 16 and leaves a hole");
    assertRefused(file(two.formatted("a", "8,12"), 12), "duplicate name 'a'");
    assertRefused(file(two.formatted("\\u0061", "8,12"), 12), "duplicate name 'a'");
  }

  @Test
  void claimsOfSizeAreNotBelieved() {
    assertRefused(new byte[0], "0 bytes, too few");
    assertRefused(new byte[7], "7 bytes, too few");
    assertRefused(length(2, new byte[1]), "claims 2 bytes, but the file has only 9");
    assertRefused(length(-1, new byte[8]), "claims 18446744073709551615 bytes");
    assertRefused(length(Long.MIN_VALUE, new byte[8]), "more than the limit of 100000000");
    assertRefused(length(100_000_001, new byte[8]), "more than the limit of 100000000");
    assertRefused(length(100_000_000, new byte[8]), "cut off");
    assertRefused(length(0, new byte[8]), "does not start with '{'");
  }

  @Test
  void deepNestingAndLongTextEndAtOnce() {
    assertRefused(file("{'a':" + "{'a':".repeat(100_000), 0), "unknown key 'a'");
    assertRefused(file("{'a':" + "[".repeat(100_000), 0), "expected '{', found '['");
    assertRefused(file("{'" + "a".repeat(1025) + "':1}", 0), "longer than 1024 bytes");
    String many = "1,".repeat(40) + "1";
    assertRefused(file(ONE.replace("[2]", "[" + many + "]"), 8), "more than 32 numbers");
  }

  @Test
  void textMustBeUtf8() {
    byte[] file = file(ONE, 8);
    file[10] = (byte) 0xC3;
    assertRefused(file, "not UTF-8");
    file[10] = 7;
    assertRefused(file, "control character");
  }

  /// Names from the file do not reach the terminal as they are.
  @Test
  void messagesHaveOneLine() {
    String header = ONE.replace("'a'", "'a\\n\\u001b[31m\\u202e'").replace("0,8", "0,9");
    assertRefused(file(header, 8), "tensor 'a??[31m?' lies at");
  }

  /// Random changes of a valid file. Most make it invalid; none may do anything but say so.
  @Test
  void mutationsAreReadOrRefused() throws IOException {
    Path path = folder.resolve("valid");
    Safetensors.write(path, SafetensorsTest.sample());
    byte[] valid = Files.readAllBytes(path);
    int header = 8 + (int) ByteBuffer.wrap(valid).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    SplittableRandom random = new SplittableRandom(42);
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] mutated = mutate(valid, header, random);
      try {
        Safetensors.read("mutated", mutated);
      } catch (MalformedFileException e) {
        refused++;
        assertTrue(e.getMessage().lines().count() == 1, e.getMessage());
      }
    }
    assertTrue(refused > 1_500, refused + " refused");
  }

  private static byte[] mutate(byte[] valid, int header, SplittableRandom random) {
    byte[] mutated = valid.clone();
    for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
      int at = random.nextInt(random.nextInt(4) == 0 ? 8 : header);
      int from = random.nextInt(8, header);
      int count = Math.min(random.nextInt(1, 24), header - Math.max(at, from));
      switch (random.nextInt(5)) {
        case 0 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> mutated[at] = (byte) random.nextInt();
        case 2 -> mutated[at] = (byte) "{}[]\",:\\0123456789-eE. ".charAt(random.nextInt(23));
        case 3 -> System.arraycopy(mutated, from, mutated, at, Math.max(0, count));
        default -> mutated = Arrays.copyOf(mutated, random.nextInt(mutated.length));
      }
      header = Math.min(header, mutated.length);
      if (header < 10) {
        return mutated;
      }
    }
    return mutated;
  }

  private TensorFile read(byte[] bytes) throws IOException {
    return Safetensors.read(Files.write(folder.resolve("file"), bytes));
  }

  private void assertRefused(byte[] bytes, String problem) {
    var failure = assertThrows(MalformedFileException.class, () -> read(bytes));
    String message = failure.getMessage();
    assertTrue(message.contains(problem), message);
    assertTrue(message.startsWith(folder.resolve("file") + ": "), message);
    assertEquals(1, message.lines().count(), message);
  }

  /// A file with this header (' for ") and so many bytes of data.
  private static byte[] file(String header, int dataBytes) {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return length(json.length, Arrays.copyOf(json, json.length + dataBytes));
  }

  private static byte[] length(long claimed, byte[] rest) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(claimed).array());
    bytes.writeBytes(rest);
    return bytes.toByteArray();
  }
}
