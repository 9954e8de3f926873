package netwright.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import netwright.driver.Compilation;
import netwright.driver.CompileOptions;
import netwright.driver.Compiler;
import netwright.driver.Workload;
import netwright.runtime.Flavour;
import netwright.runtime.Program;

/// The networks that are measured: `w1.net` and so on, among the resources.
public final class Networks {
  private Networks() {}

  /// Compiles the network `name`, such as `w1`.
  public static Compilation compile(String name) {
    try (InputStream source = Networks.class.getResourceAsStream(name + ".net")) {
      Path folder = Files.createTempDirectory("netwright");
      Path file = folder.resolve(name + ".net");
      Files.write(file, source.readAllBytes());
      Compilation compilation =
          Compiler.compile(
              file,
              new CompileOptions(
                  CompileOptions.DEFAULT.mode(), CompileOptions.DEFAULT.flavour(), List.of()));
      Files.delete(file);
      Files.delete(folder);
      return compilation;
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  /// `work` in the form `form` on one thread.
  public static Program program(Workload work, String form) {
    return program(work, form, 1);
  }

  /// `work` in the form `form`: `vector` (the widest), `scalar`, `interpreted`, or a flavour such as `V256`; on at
  /// most `threads` threads.
  static Program program(Workload work, String form, int threads) {
    return switch (form) {
      case "interpreted" -> work.interpreted();
      case "vector" -> work.compiled(Flavour.fastest(), threads);
      case "scalar" -> work.compiled(Flavour.SCALAR, threads);
      default -> work.compiled(Flavour.valueOf(form), threads);
    };
  }
}
