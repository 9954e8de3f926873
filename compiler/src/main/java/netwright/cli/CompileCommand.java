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

/// `netc compile`
final class CompileCommand extends NetCommand {
  private final Argument<Path> output =
      arguments()
          .required(
              Path.class,
              "-o --output",
              "DIR|FILE.jar",
              "The folder for the classes, made if need be; or a jar, which can be started, too: it predicts CSV.");
  private final Argument<Boolean> standalone =
      arguments().flag("--standalone", "Put the runtime into the jar, so that it needs no other.");
  private final Argument<Path> sources =
      arguments()
          .option(
              Path.class,
              "--sources",
              "DIR",
              "Write the class that programs call as Java source below this folder, to be compiled with them.");
  private final Argument<Path> weights =
      arguments()
          .option(
              Path.class,
              "--weights",
              "FILE",
              "The trained weights to lie beside the class; FILE.safetensors beside the network, if it is there, if not said.");

  CompileCommand(Screen screen) {
    super(
        screen,
        "compile",
        "Write a network as Java classes for other programs, which need the runtime's jar beside them, and its weights.");
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
      if (weights.isGiven()) {
        throw unfit;
      }
      without = unfit.problems().sorted().getFirst().message();
    }
    List<Path> inputs = new ArrayList<>(compilation.sources());
    inputs.add(weights.or(WeightFiles.beside(file())));
    reporter.compiled(write(compilation, resource, without, inputs));
    return DONE;
  }

  private boolean isJar() {
    return output.value().toString().endsWith(".jar");
  }

  private void requireConsistent() {
    if (standalone.isGiven() && !isJar()) {
      throw misused("--standalone is for jars", "name one with -o, such as -o network.jar");
    }
    if (sources.isGiven() && isJar()) {
      throw misused(
          "a jar has classes, no --sources", "leave out --sources, or name a folder with -o");
    }
  }

  private Optional<WeightsResource> weights(Compilation compilation) {
    Path beside = WeightFiles.beside(file());
    if (!weights.isGiven() && !Files.exists(beside)) {
      return Optional.empty();
    }
    return Optional.of(WeightsResource.read(compilation, weights.or(beside)));
  }

  private Compiled write(
      Compilation compilation,
      Optional<WeightsResource> resource,
      String without,
      List<Path> inputs) {
    ClassFiles files = ClassFiles.of(compilation);
    if (isJar()) {
      int bytes = JarFile.write(files.program(resource), standalone.isGiven(), output.value());
      return new Compiled(List.of(output.value()), bytes, without, inputs);
    }
    List<Path> written = new ArrayList<>();
    if (sources.isGiven()) {
      written.add(files.writeSource(sources.value()));
      written.addAll(files.besideFacade(resource).write(output.value()));
    } else {
      written.addAll(ClassFiles.artefact(compilation, resource).write(output.value()));
    }
    return new Compiled(written, 0, without, inputs);
  }
}
