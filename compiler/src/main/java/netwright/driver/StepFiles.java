package netwright.driver;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import netwright.check.Recipe;
import netwright.data.DataLoader;
import netwright.diag.CompilationFailed;
import netwright.runtime.Flavour;
import netwright.runtime.Persistent;
import netwright.runtime.Port;
import netwright.runtime.ProgramSpec;
import netwright.runtime.train.DataSet;

/// A training step of a network in f32 as files, for a program that has nothing but these and the runtime: to be measured.
public final class StepFiles {
  private StepFiles() {}

  /// Writes below `folder` the class files of the step in scalar code, its first weights as big-endian floats in
  /// `weights`, and in `spec`, a line each: the class; capacity, scratch size, wide size, lanes size, epochs and seed; `NAME OFFSET SIZE`
  /// of each batched input; the offset of the loss.
  ///
  /// @throws CompilationFailed if the data cannot be read, or the classes cannot be written
  /// @throws IOException if the others cannot be written
  public static void write(Compilation compilation, Path folder) throws IOException {
    Recipe recipe = compilation.model().recipe();
    DataSet rows =
        DataLoader.load(new DataRecipes(compilation).recipe(), compilation.precision()).train();
    BackEnd step = compilation.train(Math.min(recipe.batch(), rows.rows()));
    String name = compilation.className() + "$Train";
    ClassFiles.write(step.classes(name, compilation.sourceName(), Flavour.SCALAR), folder);
    Files.write(folder.resolve("spec"), lines(name, step.plan().spec(), recipe));
    Persistent persistent = compilation.persistent();
    FirstWeights.fill(compilation, rows, persistent);
    try (var out = new DataOutputStream(Files.newOutputStream(folder.resolve("weights")))) {
      for (float weight : persistent.floats()) {
        out.writeFloat(weight);
      }
    }
  }

  private static List<String> lines(String name, ProgramSpec spec, Recipe recipe) {
    List<String> lines = new ArrayList<>();
    lines.add(name);
    lines.add(
        spec.capacity()
            + " "
            + spec.scratchSize()
            + " "
            + spec.wideSize()
            + " "
            + spec.lanesSize()
            + " "
            + recipe.epochs()
            + " "
            + recipe.seed());
    for (Port port : spec.inputs()) {
      if (port.batched()) {
        lines.add(port.name() + " " + port.offset() + " " + port.size());
      }
    }
    lines.add("" + spec.output("loss").offset());
    return lines;
  }
}
