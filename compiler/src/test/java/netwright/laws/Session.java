package netwright.laws;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import netwright.codegen.LoopLowering;
import netwright.emit.ClassEmitter;
import netwright.emit.GeneratedClassLoader;
import netwright.emit.Lanes;
import netwright.ir.DType;
import netwright.loop.LoopProgram;
import netwright.parallel.Schedule;
import netwright.parallel.Scheduler;
import netwright.plan.Plan;
import netwright.plan.VariableLayout;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Port;
import netwright.runtime.Precision;
import netwright.runtime.Program;
import netwright.runtime.Variable;
import netwright.threads.ParallelProgram;

/// A program and its memory, seen by names.
final class Session {
  private final Plan plan;
  private final Program program;
  private final Memory memory;

  Session(Plan plan, Program program, VariableLayout layout) {
    this.plan = plan;
    this.program = program;
    Precision precision = layout.dtype() == DType.F32 ? Precision.F32 : Precision.F64;
    memory = plan.spec().memory(Persistent.of(precision, layout.size()));
  }

  /// The compiled program of `plan`.
  static Program compiled(Plan plan, Lanes lanes) {
    return compiled(LoopLowering.lower(plan), lanes);
  }

  /// `program` compiled.
  static Program compiled(LoopProgram program, Lanes lanes) {
    return GeneratedClassLoader.load(
        ClassEmitter.emit(program, "laws.Generated", "laws.net", lanes));
  }

  /// The compiled program of `plan`, for `parts` threads however little they have to do; run by one, in any order.
  static Program compiled(Plan plan, Lanes lanes, int parts) {
    Schedule schedule = Scheduler.schedule(LoopLowering.lower(plan), parts, 1);
    Program program =
        GeneratedClassLoader.load(ClassEmitter.emit(schedule, "laws.Generated", "laws.net", lanes));
    return program instanceof ParallelProgram parallel
        ? new PartsInTurn(parallel, plan.spec().scratchSize())
        : program;
  }

  void set(Variable variable, double[] values) {
    for (int i = 0; i < values.length; i++) {
      memory.persistent().set(variable.offset() + i, values[i]);
    }
  }

  double[] get(Variable variable) {
    double[] values = new double[variable.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = memory.persistent().get(variable.offset() + i);
    }
    return values;
  }

  /// Runs the program once on `rows` samples; gives the outputs. Memory that no correct program reads is filled with
  /// strange numbers before.
  Map<String, double[]> run(int rows, long seed, long step, Map<String, double[]> inputs) {
    Arrays.fill(memory.scratch, 12345.678f);
    Arrays.fill(memory.wide, -98765.4321);
    memory.seed = seed;
    memory.step = step;
    plan.spec().inputs().forEach(port -> write(port, inputs.get(port.name())));
    program.run(memory, rows);
    Map<String, double[]> outputs = new HashMap<>();
    plan.spec().outputs().forEach(port -> outputs.put(port.name(), read(port, rows)));
    return outputs;
  }

  private void write(Port port, double[] values) {
    if (port.wide()) {
      System.arraycopy(values, 0, memory.wide, port.offset(), values.length);
    } else {
      write(memory.scratch, port.offset(), values);
    }
  }

  private double[] read(Port port, int rows) {
    int size = port.batched() ? port.size() * rows : port.size();
    return port.wide()
        ? Arrays.copyOfRange(memory.wide, port.offset(), port.offset() + size)
        : read(memory.scratch, port.offset(), size);
  }

  private static void write(float[] array, int offset, double[] values) {
    for (int i = 0; i < values.length; i++) {
      array[offset + i] = (float) values[i];
    }
  }

  private static double[] read(float[] array, int offset, int size) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = array[offset + i];
    }
    return values;
  }
}
