package netwright.runtime.train;

import java.util.ArrayList;
import java.util.List;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Port;
import netwright.runtime.ProgramSpec;
import netwright.runtime.Variable;
import netwright.runtime.math.Orthonormal;
import netwright.runtime.math.Ranks;

/// Gives variables their first values: computed in f64, rounded once, as the layout says.
final class FirstValues {
  private final TrainingLayout layout;
  private final Programs programs;
  private final long seed;

  FirstValues(TrainingLayout layout, Programs programs, long seed) {
    this.layout = layout;
    this.programs = programs;
    this.seed = seed;
  }

  /// Fills the variables in `persistent`; all of them, or the optimizer's only.
  ///
  /// @throws IllegalArgumentException if a value is not finite
  void fill(Persistent persistent, boolean all) {
    for (int i = 0; i < layout.variables.size(); i++) {
      Variable variable = layout.variables.get(i);
      if (all || variable.role() == Variable.Role.OPTIMIZER_STATE) {
        fill(variable, layout.starts.get(i), persistent);
      }
    }
  }

  private void fill(Variable variable, TrainingLayout.Start start, Persistent persistent) {
    Draws draws = new Draws(seed, variable.name());
    List<double[]> parts = new ArrayList<>();
    for (TrainingLayout.Part part : start.parts) {
      parts.add(made(part, parts, draws));
    }
    double[] values = made(start.value, parts, draws);
    for (int i = 0; i < values.length; i++) {
      int place = variable.offset() + i;
      persistent.set(place, values[i]);
      if (!Double.isFinite(persistent.get(place))) {
        throw new IllegalArgumentException(
            "element " + i + " of `" + variable.name() + "` cannot start as " + values[i]);
      }
    }
  }

  private double[] made(TrainingLayout.Part part, List<double[]> parts, Draws draws) {
    double[] values =
        part.program().isEmpty()
            ? new double[part.rows() * part.columns()]
            : computed(part.program(), parts);
    switch (part.way()) {
      case "ORTHONORMAL" -> {
        return Orthonormal.of(values, part.rows(), part.columns());
      }
      case "RANKS" -> {
        double[] ranks = new double[values.length];
        for (int start = 0; start < ranks.length; start += part.columns()) {
          Ranks.numbers(values, start, part.columns(), ranks);
        }
        return ranks;
      }
      default -> draw(part, draws, values);
    }
    return values;
  }

  private static void draw(TrainingLayout.Part part, Draws draws, double[] values) {
    for (int i = 0; i < values.length; i++) {
      switch (part.way()) {
        case "FILL" -> values[i] = part.a();
        case "UNIFORM" -> values[i] = draws.uniform(part.number(), i, part.a(), part.b());
        case "NORMAL" -> values[i] = draws.normal(part.number(), i, part.a(), part.b());
        default -> {}
      }
    }
  }

  /// What the program `name` makes of the parts `part.0`, `part.1`, …
  private double[] computed(String name, List<double[]> parts) {
    ProgramSpec spec = layout.programs.get(name);
    Memory memory = spec.memory(Programs.nothing());
    for (Port port : spec.inputs()) {
      double[] part = parts.get(Integer.parseInt(port.name().substring("part.".length())));
      System.arraycopy(part, 0, memory.wide, port.offset(), part.length);
    }
    programs.scalar(name).run(memory, 1);
    Port port = spec.outputs().getFirst();
    double[] values = new double[port.size()];
    System.arraycopy(memory.wide, port.offset(), values, 0, values.length);
    return values;
  }
}
