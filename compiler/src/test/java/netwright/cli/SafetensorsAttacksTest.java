package netwright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The attacks that the safetensors project tries on its own readers, and some more: each is refused with one line, exit code 2
/// and nothing on the standard output.
class SafetensorsAttacksTest {
  private static final String SOUND =
      "{'test':{'dtype':'I32','shape':[2,2],'data_offsets':[0,16]}}";

  @TempDir Path folder;

  private Path file(long length, byte[] header, byte[] data) {
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(length).put(header).put(data);
    try {
      return Files.write(folder.resolve("attack.safetensors"), bytes.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String header, int dataBytes) {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return file(json.length, json, new byte[dataBytes]);
  }

  private static void assertRefused(Path file, String problem) {
    for (String command : new String[] {"show", "convert"}) {
      Netc netc =
          command.equals("show")
              ? Netc.run("weights", "show", file)
              : Netc.run("weights", "convert", file, file.resolveSibling("out.npz"));
      assertEquals(2, netc.exit(), netc.err());
      assertEquals("", netc.out());
      String line = netc.err().lines().findFirst().orElseThrow();
      assertTrue(line.startsWith("error[E0702]: " + file + ": "), netc.err());
      assertTrue(line.contains(problem), netc.err());
      assertEquals(2, netc.err().lines().count(), netc.err());
      assertTrue(netc.err().lines().toList().get(1).startsWith("  = help: "), netc.err());
    }
  }

  private static void assertRead(Path file, String lines) {
    Netc netc = Netc.run("weights", "show", file);
    assertEquals(0, netc.exit(), netc.err());
    assertTrue(netc.out().contains(lines), netc.out());
  }

  @Test
  void theTemplateIsSound() {
    assertRead(file(SOUND, 16), "1 tensor, 4 numbers");
  }

  @Test
  void headerMayEndInWhiteSpace() {
    assertRead(file("{}\r \t\n", 0), "0 tensors");
  }

  @Test
  void shapesMayBeEmpty() {
    assertRead(
        file("{'test':{'dtype':'I32','shape':[],'data_offsets':[0,4]}}", 4), "1 tensor, 1 number");
  }

  @Test
  void tensorsMayBeEmpty() {
    assertRead(
        file("{'test':{'dtype':'I32','shape':[2,0],'data_offsets':[0,0]}}", 0),
        "1 tensor, 0 numbers");
  }

  @Test
  void headerTooLarge() {
    assertRefused(
        file(0xFFFFFF000000003CL, SOUND.getBytes(StandardCharsets.UTF_8), new byte[16]),
        "more than the limit of 100000000");
    assertRefused(file(100_000_001, new byte[0], new byte[16]), "more than the limit");
  }

  @Test
  void headerTooSmall() throws IOException {
    assertRefused(Files.write(folder.resolve("a"), new byte[0]), "0 bytes, too few");
    assertRefused(Files.write(folder.resolve("a"), new byte[7]), "7 bytes, too few");
  }

  @Test
  void headerLongerThanTheFile() {
    assertRefused(file(60, new byte[0], new byte[0]), "claims 60 bytes, but the file has only 8");
    assertRefused(
        file(1000, SOUND.getBytes(StandardCharsets.UTF_8), new byte[16]), "claims 1000 bytes");
  }

  @Test
  void headerNotUtf8() {
    assertRefused(file(1, new byte[] {(byte) 0xFF}, new byte[0]), "does not start with '{'");
    byte[] name = SOUND.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    name[2] = (byte) 0xFF;
    assertRefused(file(name.length, name, new byte[16]), "the text is not UTF-8");
  }

  @Test
  void headerNotJson() {
    assertRefused(file("{", 0), "found the end");
  }

  @Test
  void headerNotAtItsStart() {
    assertRefused(file("\t\n{}\r ", 0), "does not start with '{'");
  }

  @Test
  void metadataNotTexts() {
    assertRefused(file("{'__metadata__':{'epoch':1}}", 0), "expected '\"', found '1'");
    assertRefused(file("{'__metadata__':{'a':null}}", 0), "expected '\"'");
    assertRefused(file("{'__metadata__':['a']}", 0), "expected '{', found '['");
  }

  @Test
  void namesTwice() {
    String two = SOUND.replace("}}", "},'test':{'dtype':'I32','shape':[],'data_offsets':[16,20]}}");
    assertRefused(file(two, 20), "duplicate name 'test'");
    assertRefused(
        file("{'__metadata__':{'a':'1','a':'2'}}", 0), "duplicate key 'a' in the metadata");
    assertRefused(file(SOUND.replace("'shape'", "'dtype':'F32','shape'"), 16), "duplicate key");
  }

  @Test
  void unknownElementType() {
    assertRefused(file(SOUND.replace("I32", "O"), 16), "has dtype 'O', which is not one of");
  }

  @Test
  void offsetsThatOverlap() {
    String many =
        IntStream.range(0, 10)
            .mapToObj(i -> "'w%d':{'dtype':'F32','shape':[2,2],'data_offsets':[0,16]}".formatted(i))
            .collect(Collectors.joining(",", "{", "}"));
    assertRefused(file(many, 16), "overlaps the one before");
  }

  /// A file of a few megabytes whose tensors would take gigabytes if each were believed to have bytes of its own.
  @Test
  void manyTensorsOnTheSameBytes() {
    String many =
        IntStream.range(0, 60_000)
            .mapToObj(i ->
                "'w%d':{'dtype':'F32','shape':[200,200],'data_offsets':[0,160000]}".formatted(i))
            .collect(Collectors.joining(",", "{", "}"));
    assertRefused(file(many, 160_000), "overlaps the one before");
  }

  @Test
  void moreTensorsThanAnyNetworkHas() {
    String many =
        IntStream.range(0, 70_000)
            .mapToObj(i -> "'w%d':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}".formatted(i))
            .collect(Collectors.joining(",", "{", "}"));
    assertRefused(file(many, 0), "more than 65536 tensors");
  }

  @Test
  void offsetsOutsideTheFile() {
    assertRefused(file(SOUND.replace("[0,16]", "[-16,0]"), 16), "expected a whole number");
    assertRefused(file(SOUND.replace("[0,16]", "[16,32]"), 16), "but the data has 16 bytes");
    assertRefused(file(SOUND.replace("[0,16]", "[16,0]"), 16), "lies at 16 .. 0");
  }

  @Test
  void offsetsThatLeaveAHole() {
    assertRefused(file(SOUND.replace("[0,16]", "[4,20]"), 20), "leaves a hole");
  }

  @Test
  void bytesAfterTheLastTensor() {
    assertRefused(file(SOUND, 16 + 34), "end at byte 16 of 50");
  }

  @Test
  void bytesMissingFromTheLastTensor() {
    assertRefused(file(SOUND, 14), "but the data has 14 bytes");
  }

  @Test
  void shapeThatDoesNotFitItsBytes() {
    assertRefused(file(SOUND.replace("[0,16]", "[0,4]"), 4), "its shape and dtype need 16 bytes");
  }

  @Test
  void shapeWhoseProductOverflows() {
    assertRefused(file(SOUND.replace("[2,2]", "[2,18446744073709551614]"), 16), "too large");
    assertRefused(file(SOUND.replace("[2,2]", "[2,9223372036854775807]"), 16), "too large");
    assertRefused(file(SOUND.replace("[2,2]", "[2147483647,2147483647,4]"), 16), "an array");
    assertRefused(file(SOUND.replace("[2,2]", "[65536,65536]"), 16), "than an array can hold");
  }

  @Test
  void nestingWithoutEnd() {
    assertRefused(file("{'a':" + "[".repeat(1_000_000), 0), "expected '{', found '['");
    assertRefused(file("{'a':".repeat(200_000), 0), "unknown key 'a'");
  }

  /// Names from the file do not reach the terminal as they are.
  @Test
  void namesThatDisturbATerminal() {
    assertRefused(
        file(SOUND.replace("test", "a\\n\\u001b[31m").replace("16", "17"), 17), "'a??[31m'");
    Netc netc = Netc.run("weights", "show", file(SOUND.replace("test", "a\\u001b[31m"), 16));
    assertTrue(netc.out().contains("a·[31m"), netc.out());
  }

  @Test
  void aFolderAndNothing() throws IOException {
    Path nothing = folder.resolve("nothing");
    for (Path path : Arrays.asList(nothing, Files.createDirectory(folder.resolve("dir")))) {
      Netc netc = Netc.run("weights", "show", path);
      assertEquals(2, netc.exit());
      assertTrue(netc.err().startsWith("error[E0702]: cannot read the weights in " + path));
    }
  }
}
