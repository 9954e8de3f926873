package netwright.interp;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import netwright.ir.Graph;
import netwright.ir.Result;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Port;
import netwright.runtime.Program;
import netwright.runtime.ProgramSpec;
import netwright.runtime.Variable;

/// A graph behind the face of a compiled program: the same places in memory for inputs, variables and outputs.
public final class InterpretedProgram implements Program {
  private final Graph graph;
  private final ProgramSpec spec;
  private final Map<String, Variable> variables = new LinkedHashMap<>();

  /// The program of `graph` with the ports of `spec`, among these variables.
  public InterpretedProgram(Graph graph, ProgramSpec spec, List<Variable> variables) {
    this.graph = graph;
    this.spec = spec;
    variables.forEach(variable -> this.variables.put(variable.name(), variable));
  }

  @Override
  public void run(Memory memory, int rows) {
    Map<String, double[]> inputs = new HashMap<>();
    for (Port port : spec.inputs()) {
      inputs.put(port.name(), read(memory, port, rows));
    }
    Map<String, double[]> state = new HashMap<>();
    variables.forEach((name, variable) -> state.put(name, read(memory.persistent(), variable)));
    Environment environment = new Environment(rows, inputs, state, memory.seed, memory.step);
    Interpreter.run(graph, environment).forEach((result, value) -> write(memory, result, value));
  }

  private void write(Memory memory, Result result, double[] value) {
    switch (result) {
      case Result.Assignment assignment -> {
        int offset = variables.get(assignment.name()).offset();
        for (int i = 0; i < value.length; i++) {
          memory.persistent().set(offset + i, value[i]);
        }
      }
      case Result.Value named -> {
        Port port = spec.output(named.name());
        if (port.wide()) {
          System.arraycopy(value, 0, memory.wide, port.offset(), value.length);
        } else {
          write(memory.scratch, port.offset(), value);
        }
      }
    }
  }

  private static double[] read(Memory memory, Port port, int rows) {
    int size = port.batched() ? port.size() * rows : port.size();
    return port.wide()
        ? java.util.Arrays.copyOfRange(memory.wide, port.offset(), port.offset() + size)
        : read(memory.scratch, port.offset(), size);
  }

  private static double[] read(Persistent persistent, Variable variable) {
    double[] values = new double[variable.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = persistent.get(variable.offset() + i);
    }
    return values;
  }

  private static double[] read(float[] array, int offset, int size) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = array[offset + i];
    }
    return values;
  }

  private static void write(float[] array, int offset, double[] values) {
    for (int i = 0; i < values.length; i++) {
      array[offset + i] = (float) values[i];
    }
  }
}
