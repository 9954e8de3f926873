package netwright.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import netwright.check.TypedModel;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.emit.EmittedClass;
import netwright.emit.PredictorEmitter;
import netwright.plan.Plan;
import netwright.runtime.Flavour;
import netwright.runtime.Port;
import netwright.runtime.PredictorLayout;
import netwright.runtime.ProgramSpec;
import netwright.runtime.Variable;
import netwright.runtime.io.AtomicFile;

/// The predictor of a network as class files: the class that users call, and its program in every flavour.
public final class ClassFiles {
  private static final String OUTPUT = "output.";

  private ClassFiles() {}

  /// Writes the class files below `folder`, which is made if need be.
  ///
  /// @return the files
  /// @throws CompilationFailed if they cannot be written
  public static List<Path> write(Compilation compilation, Path folder) {
    return write(classes(compilation), folder);
  }

  static List<Path> write(List<EmittedClass> classes, Path folder) {
    List<Path> files = new ArrayList<>();
    for (EmittedClass emitted : classes) {
      Path file = folder.resolve(emitted.name().replace('.', '/') + ".class");
      try {
        Files.createDirectories(file.toAbsolutePath().getParent());
        AtomicFile.write(file, emitted.bytes());
      } catch (IOException e) {
        throw Failures.of(
            Code.NOT_WRITABLE,
            "cannot write " + file + ": " + Failures.reason(e),
            "name another folder with -o");
      }
      files.add(file);
    }
    return files;
  }

  /// The class files, the one that users call first.
  static List<EmittedClass> classes(Compilation compilation) {
    BackEnd backEnd = compilation.predict();
    List<EmittedClass> classes = new ArrayList<>();
    classes.add(
        PredictorEmitter.emit(
            compilation.className(),
            compilation.sourceName(),
            layout(compilation, backEnd.plan().spec())));
    for (Flavour flavour : Flavour.values()) {
      String name = compilation.className() + flavour.suffix();
      classes.addAll(backEnd.classes(name, compilation.sourceName(), flavour));
    }
    return classes;
  }

  /// Inputs and outputs in the order of the source; an input that no output depends on has no place.
  private static PredictorLayout layout(Compilation compilation, ProgramSpec spec) {
    TypedModel model = compilation.model();
    List<Port> inputs = model.inputs().stream().map(input -> input(input, spec)).toList();
    List<Port> outputs = model.outputs().stream().map(output -> output(output, spec)).toList();
    List<Variable> variables =
        compilation.variables().stream()
            .filter(variable -> variable.role() != Variable.Role.OPTIMIZER_STATE)
            .toList();
    int used =
        variables.stream()
            .mapToInt(variable -> variable.offset() + variable.size())
            .max()
            .orElse(0);
    ProgramSpec named =
        new ProgramSpec(
            "predict",
            spec.capacity(),
            spec.scratchSize(),
            spec.wideSize(),
            spec.lanesSize(),
            inputs,
            outputs);
    return new PredictorLayout(
        model.name(), compilation.precision(), named, variables, used + Plan.SLACK);
  }

  private static Port input(TypedModel.Port input, ProgramSpec spec) {
    int size = input.type().shape().elements();
    return spec.inputs().stream()
        .filter(port -> port.name().equals(input.name()))
        .findFirst()
        .orElse(new Port(input.name(), false, Port.NOWHERE, size, true));
  }

  private static Port output(TypedModel.Output output, ProgramSpec spec) {
    Port port = spec.output(OUTPUT + output.name());
    return new Port(output.name(), port.wide(), port.offset(), port.size(), port.batched());
  }
}
