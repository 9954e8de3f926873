package netwright.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import netwright.diag.CompilationFailed;
import netwright.driver.ClassFiles;
import netwright.driver.Compilation;
import netwright.driver.JarFile;
import netwright.driver.WeightFiles;
import netwright.driver.WeightsResource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `netc compile`
@Command(
    name = "compile",
    description =
        "Write a network as Java classes for other programs, which need the runtime's jar beside them, and its weights.",
    sortOptions = false)
final class CompileCommand extends NetCommand {

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR|FILE.jar",
      description =
          "The folder for the classes, made if need be; or a jar, which can be started, too: it predicts CSV.")
  private Path output;

  @Option(
      names = "--standalone",
      description = "Put the runtime into the jar, so that it needs no other.")
  private boolean standalone;

  @Option(
      names = "--sources",
      paramLabel = "DIR",
      description =
          "Write the class that programs call as Java source below this folder, to be compiled with them.")
  private Path sources;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "The trained weights to lie beside the class; FILE.safetensors beside the network, if it is there, if not said.")
  private Path weights;

  CompileCommand(Screen screen) {
    super(screen);
  }

  @Override
  int run(Reporter reporter) {
    requireConsistent();
    Compilation compilation = compile(reporter);
    String without = "";
    Optional<WeightsResource> resource = Optional.empty();
    try {
      resource = weights(compilation);
      without = resource.isPresent() ? "" : "there is no " + WeightFiles.beside(file());
    } catch (CompilationFailed unfit) {
      if (weights != null) {
        throw unfit;
      }
      without = unfit.problems().sorted().getFirst().message();
    }
    List<Path> inputs = new ArrayList<>(compilation.sources());
    inputs.add(weights == null ? WeightFiles.beside(file()) : weights);
    reporter.compiled(write(compilation, resource, without, inputs));
    return DONE;
  }

  private boolean isJar() {
    return output.toString().endsWith(".jar");
  }

  private void requireConsistent() {
    if (standalone && !isJar()) {
      throw misused("--standalone is for jars", "name one with -o, such as -o network.jar");
    }
    if (sources != null && isJar()) {
      throw misused(
          "a jar has classes, no --sources", "leave out --sources, or name a folder with -o");
    }
  }

  private Optional<WeightsResource> weights(Compilation compilation) {
    Path beside = WeightFiles.beside(file());
    if (weights == null && !Files.exists(beside)) {
      return Optional.empty();
    }
    return Optional.of(WeightsResource.read(compilation, weights == null ? beside : weights));
  }

  private Compiled write(
      Compilation compilation,
      Optional<WeightsResource> resource,
      String without,
      List<Path> inputs) {
    ClassFiles files = ClassFiles.of(compilation);
    if (isJar()) {
      int bytes = JarFile.write(files.program(resource), standalone, output);
      return new Compiled(List.of(output), bytes, without, inputs);
    }
    List<Path> written = new ArrayList<>();
    if (sources == null) {
      written.addAll(ClassFiles.artefact(compilation, resource).write(output));
    } else {
      written.add(files.writeSource(sources));
      written.addAll(files.besideFacade(resource).write(output));
    }
    return new Compiled(written, 0, without, inputs);
  }
}
