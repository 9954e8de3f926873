package netwright.examples.bits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What came of training in a virtual machine of its own.
///
/// @param flavour the flavour that the compiler chose
/// @param tensors hash of the bytes of all tensors that were saved
/// @param file hash of the whole file
/// @param seconds whole process
record TrainingRun(String flavour, String tensors, String file, double seconds) {
  private static final Pattern FLAVOUR = Pattern.compile("\"flavour\"\\s*:\\s*\"(\\w+)\"");

  /// Trains `network` for `epochs`, as `netc train` does, and saves into `folder`.
  ///
  /// @throws AssertionError if that fails
  static TrainingRun of(
      Configuration configuration, Path network, int epochs, Path folder, String... settings)
      throws IOException, InterruptedException {
    Path saved = Files.createTempFile(folder, "weights", ".safetensors");
    Path output = Files.createTempFile(folder, "output", ".txt");
    long start = System.nanoTime();
    int exit =
        new ProcessBuilder(command(configuration, network, epochs, saved, settings))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    String printed = Files.readString(output);
    if (exit != 0) {
      throw new AssertionError(
          configuration + " on " + network + ": exit code " + exit + "\n" + printed);
    }
    byte[] file = Files.readAllBytes(saved);
    return new TrainingRun(
        flavour(printed), hash(tensors(file)), hash(ByteBuffer.wrap(file)), seconds);
  }

  private static List<String> command(
      Configuration configuration, Path network, int epochs, Path saved, String... settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(configuration.flags());
    command.addAll(
        List.of(
            "--add-modules=jdk.incubator.vector", "-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(
            "netwright.cli.Main",
            "train",
            network.toString(),
            "--json",
            "--no-verify",
            "--seed",
            "7"));
    command.addAll(List.of("--mode", configuration.mode(), "--flavour", configuration.flavour()));
    command.addAll(List.of("--set", "train.epochs=" + epochs, "--save", saved.toString()));
    for (String setting : settings) {
      command.addAll(List.of("--set", setting));
    }
    return command;
  }

  private static String flavour(String printed) {
    Matcher found = FLAVOUR.matcher(printed);
    if (!found.find()) {
      throw new AssertionError("no flavour in\n" + printed);
    }
    return found.group(1);
  }

  /// What follows the header of a safetensors file: eight bytes with its length, then JSON.
  private static ByteBuffer tensors(byte[] file) {
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int from = Math.toIntExact(Long.BYTES + buffer.getLong(0));
    return buffer.slice(from, file.length - from);
  }

  private static String hash(ByteBuffer bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes);
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
