import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import netwright.driver.CompileOptions;
import netwright.driver.Compiler;
import netwright.driver.FlavourChoice;
import netwright.driver.Mode;
import netwright.driver.StepFiles;

/// Writes the training step of a network as files: `WriteStep FILE.net FOLDER`.
final class WriteStep {
  static void main(String[] arguments) throws IOException {
    var options = new CompileOptions(Mode.COMPILED, FlavourChoice.SCALAR, List.of());
    StepFiles.write(Compiler.compile(Path.of(arguments[0]), options), Path.of(arguments[1]));
  }
}
