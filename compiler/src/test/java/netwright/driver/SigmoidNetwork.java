package netwright.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import netwright.plan.VariableLayout;
import netwright.runtime.Flavour;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Program;
import netwright.runtime.Variable;
import netwright.runtime.train.DataSet;

/// The network that PyTorch tries its optimizers on, Linear(2, 3) -> sigmoid -> Linear(3, 1) -> sigmoid in f64, on three
/// samples; its loss is the sum of its outputs (minus the targets, which are 0). Parameters are listed as PyTorch lists them: weights are [out, in].
final class SigmoidNetwork {
  static final double[][] SAMPLES = {{0.1, 0.2}, {0.3, 0.4}, {0.5, 0.6}};

  private static final String SOURCE =
      """
      network Baseline {
        input  x: [2]
        target y: [1]
        h = x -> linear(3) -> sigmoid
        output z = h -> linear(1) -> sigmoid
        loss sum(z - y, axis = all)
        train { optimizer = %s  batch = 3  epochs = 1  precision = f64 }
        data { file = "baseline.csv"  x = [a, b]  y = [c] }
      }
      """;

  private final VariableLayout layout;
  private final Program program;
  private final Memory memory;

  private SigmoidNetwork(Compilation compilation, boolean compiled, double[] start) {
    double[] all = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
    Workload work =
        Workload.training(
            compilation,
            DataSet.ofDoubles(SAMPLES.length, Map.of("x", all, "y", new double[SAMPLES.length])));
    this.layout = compilation.layout();
    this.program = compiled ? work.compiled(Flavour.SCALAR) : work.interpreted();
    this.memory = work.memory();
    memory.step = 0;
    put("h.linear.weight", start[0], start[2], start[4], start[1], start[3], start[5]);
    put("h.linear.bias", start[6], start[7], start[8]);
    put("z.linear.weight", start[9], start[10], start[11]);
    put("z.linear.bias", start[12]);
  }

  /// The network trained by `optimizer` from the parameters `start` on.
  static SigmoidNetwork compiled(Path folder, String optimizer, double... start)
      throws IOException {
    return new SigmoidNetwork(compilation(folder, optimizer), true, start);
  }

  /// The same, interpreted.
  static SigmoidNetwork interpreted(Path folder, String optimizer, double... start)
      throws IOException {
    return new SigmoidNetwork(compilation(folder, optimizer), false, start);
  }

  private static Compilation compilation(Path folder, String optimizer) throws IOException {
    Path file = Files.writeString(folder.resolve("baseline.net"), SOURCE.formatted(optimizer));
    return Compiler.compile(file, CompileOptions.DEFAULT);
  }

  private void put(String name, double... values) {
    Persistent all = memory.persistent();
    for (int i = 0; i < values.length; i++) {
      all.set(layout.get(name).offset() + i, values[i]);
    }
  }

  void step() {
    memory.step++;
    program.run(memory, SAMPLES.length);
  }

  /// The parameters of the moment.
  double[] parameters() {
    double[] h = values("h.linear.weight");
    double[] b = values("h.linear.bias");
    double[] z = values("z.linear.weight");
    double[] c = values("z.linear.bias");
    return new double[] {
      h[0], h[3], h[1], h[4], h[2], h[5], b[0], b[1], b[2], z[0], z[1], z[2], c[0]
    };
  }

  private double[] values(String name) {
    Variable variable = layout.get(name);
    double[] values = new double[variable.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = memory.persistent().get(variable.offset() + i);
    }
    return values;
  }
}
