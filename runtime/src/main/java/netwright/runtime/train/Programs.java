package netwright.runtime.train;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import netwright.runtime.Flavour;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Port;
import netwright.runtime.Precision;
import netwright.runtime.Program;
import netwright.runtime.ProgramSpec;
import netwright.runtime.Rehearsable;
import netwright.runtime.Variable;
import netwright.runtime.math.Orthonormal;
import netwright.runtime.math.Ranks;

/// The programs of a trainer, made of classes beside the one that users call; and first values, which some of them compute.
final class Programs {
  /// The weights of a program that reads none.
  private static final Persistent NOTHING = Persistent.of(Precision.F64, 16);

  private final MethodHandles.Lookup lookup;
  private final String prefix;
  private final TrainingLayout layout;

  /// @param lookup of the package that the classes are in
  /// @param className the binary name of the class that users call
  Programs(MethodHandles.Lookup lookup, String className, TrainingLayout layout) {
    this.lookup = lookup;
    this.prefix = className + '$';
    this.layout = layout;
  }

  /// The program `name` as it becomes fastest: in scalar code first, in vectors when a thread has warmed these up beside it.
  Program fastest(String name, Persistent weights) {
    Program fastest = Flavour.program(lookup, prefix + name, Flavour.fastest());
    return fastest instanceof Rehearsable vectors
        ? new WarmingProgram(scalar(name), vectors, layout.programs.get(name), weights)
        : fastest;
  }

  private Program scalar(String name) {
    return Flavour.program(lookup, prefix + name, Flavour.SCALAR);
  }

  /// The stages of the program `name`, which looks at a whole data set.
  StagedProgram staged(String name, Persistent weights) {
    List<String> names = new ArrayList<>();
    while (layout.programs.containsKey(name + names.size())) {
      names.add(name + names.size());
    }
    names.add(name);
    StagedProgram staged = new StagedProgram();
    for (String stage : names) {
      staged.add(fastest(stage, weights), layout.programs.get(stage), weights);
    }
    return staged;
  }

  /// The stages of the program `name`, which reads no weights.
  StagedProgram staged(String name) {
    return staged(name, NOTHING);
  }

  /// Memory for a run of `name`, which reads no weights and has all in f64.
  Memory memory(String name) {
    return layout.programs.get(name).memory(NOTHING);
  }

  /// Runs `name` in its `memory`.
  void run(String name, Memory memory) {
    scalar(name).run(memory, 1);
  }

  /// Gives variables in `persistent` their first values: computed in f64, rounded once.
  ///
  /// @param all whether it is all of them, or only those of the optimizer
  /// @throws IllegalArgumentException if a value is not finite
  void begin(Persistent persistent, long seed, boolean all) {
    for (int i = 0; i < layout.variables.size(); i++) {
      Variable variable = layout.variables.get(i);
      if (all || variable.role() == Variable.Role.OPTIMIZER_STATE) {
        Draws draws = new Draws(seed, variable.name());
        List<double[]> parts = new ArrayList<>();
        for (String[] words : layout.starts.get(i)) {
          parts.add(part(words, parts, draws));
        }
        store(variable, parts.getLast(), persistent);
      }
    }
  }

  private static void store(Variable variable, double[] values, Persistent persistent) {
    for (int i = 0; i < values.length; i++) {
      int place = variable.offset() + i;
      persistent.set(place, values[i]);
      if (!Double.isFinite(persistent.get(place))) {
        throw new IllegalArgumentException(
            "element " + i + " of `" + variable.name() + "` cannot start as " + values[i]);
      }
    }
  }

  /// Something of which first values are made: how, two sizes, and a program or numbers.
  private double[] part(String[] words, List<double[]> parts, Draws draws) {
    int rows = Integer.parseInt(words[1]);
    int columns = Integer.parseInt(words[2]);
    return switch (words[0]) {
      case "COMPUTED" -> computed(words[3], parts);
      case "ORTHONORMAL" -> Orthonormal.of(computed(words[3], parts), rows, columns);
      case "RANKS" -> {
        double[] values = computed(words[3], parts);
        double[] ranks = new double[values.length];
        for (int start = 0; start < ranks.length; start += columns) {
          Ranks.numbers(values, start, columns, ranks);
        }
        yield ranks;
      }
      default -> drawn(words, rows * columns, draws);
    };
  }

  private static double[] drawn(String[] words, int size, Draws draws) {
    int number = Integer.parseInt(words[3]);
    double a = Double.parseDouble(words[4]);
    double b = Double.parseDouble(words[5]);
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] =
          switch (words[0]) {
            case "UNIFORM" -> draws.uniform(number, i, a, b);
            case "NORMAL" -> draws.normal(number, i, a, b);
            default -> a;
          };
    }
    return values;
  }

  /// What the program `name` makes of the parts `part.0`, `part.1`, …
  private double[] computed(String name, List<double[]> parts) {
    ProgramSpec spec = layout.programs.get(name);
    Memory memory = memory(name);
    for (Port port : spec.inputs()) {
      double[] part = parts.get(Integer.parseInt(port.name().substring(5)));
      System.arraycopy(part, 0, memory.wide, port.offset(), part.length);
    }
    run(name, memory);
    return StagedProgram.taken(memory, spec.outputs().getFirst());
  }
}
