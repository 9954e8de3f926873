package netwright.laws;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import netwright.codegen.LoopLowering;
import netwright.emit.Lanes;
import netwright.emit.LoopInterpreter;
import netwright.interp.Environment;
import netwright.interp.InterpretedProgram;
import netwright.interp.Interpreter;
import netwright.ir.Graph;
import netwright.ir.Result;
import netwright.plan.Plan;
import netwright.plan.VariableLayout;
import netwright.runtime.Program;
import netwright.runtime.Variable;
import netwright.schedule.Sweeps;

/// Runs a trial for a few steps in one of many ways; all must leave the same bits.
public final class GraphRunner {
  private final Trial trial;
  private final VariableLayout layout;

  public GraphRunner(Trial trial) {
    this.trial = trial;
    this.layout = trial.layout();
  }

  public VariableLayout layout() {
    return layout;
  }

  /// What the steps leave: values and variables by step and name.
  public record Trace(Map<String, double[]> values) {

    /// The first difference to `other`, or nothing; a NaN is a NaN.
    public String difference(Trace other) {
      if (!values.keySet().equals(other.values.keySet())) {
        return values.keySet() + " instead of " + other.values.keySet();
      }
      for (Map.Entry<String, double[]> entry : values.entrySet()) {
        double[] expected = other.values.get(entry.getKey());
        double[] actual = entry.getValue();
        if (actual.length != expected.length) {
          return entry.getKey()
              + " has "
              + actual.length
              + " elements instead of "
              + expected.length;
        }
        for (int i = 0; i < actual.length; i++) {
          if (Double.doubleToLongBits(actual[i]) != Double.doubleToLongBits(expected[i])) {
            return entry.getKey() + " at " + i + " is " + actual[i] + " instead of " + expected[i];
          }
        }
      }
      return "";
    }
  }

  /// Interprets `graph`, node by node.
  public Trace interpret(Graph graph) {
    Map<String, double[]> variables = new HashMap<>();
    layout.variables().forEach(variable -> variables.put(variable.name(), trial.values(variable)));
    Map<String, double[]> trace = new TreeMap<>();
    for (int step = 1; step <= Trial.STEPS; step++) {
      Environment environment =
          new Environment(
              trial.rows(step), inputs(step), Map.copyOf(variables), trial.seed(), step);
      for (Map.Entry<Result, double[]> result : Interpreter.run(graph, environment).entrySet()) {
        switch (result.getKey()) {
          case Result.Assignment(String name, var _) -> variables.put(name, result.getValue());
          case Result.Value(String name, var _) ->
              trace.put(step + " value " + name, result.getValue());
        }
      }
      int number = step;
      variables.forEach((name, value) -> trace.put(number + " variable " + name, value));
    }
    return new Trace(trace);
  }

  /// Interprets the graph of `plan` behind the face of a compiled program.
  public Trace interpretProgram(Graph graph, Plan plan) {
    return run(plan, new InterpretedProgram(graph, plan.spec(), layout.variables()));
  }

  /// Interprets the loops of `plan`.
  public Trace interpretLoops(Plan plan) {
    return run(plan, new LoopInterpreter(LoopLowering.lower(plan)));
  }

  /// Compiles `plan` and runs the class.
  public Trace compile(Plan plan, Lanes lanes) {
    return run(plan, Session.compiled(plan, lanes));
  }

  /// Schedules the loops of `plan` for vectors of `lanes` elements, and interprets them.
  public Trace interpretSweeps(Plan plan, int lanes) {
    return run(plan, new LoopInterpreter(Sweeps.of(LoopLowering.lower(plan), plan, lanes)));
  }

  /// The same, compiled.
  public Trace compileSweeps(Plan plan, int lanes, Lanes flavour) {
    return run(plan, Session.compiled(Sweeps.of(LoopLowering.lower(plan), plan, lanes), flavour));
  }

  /// Compiles `plan` for several threads, and runs their parts.
  public Trace compile(Plan plan, Lanes lanes, int parts) {
    return run(plan, Session.compiled(plan, lanes, parts));
  }

  private Trace run(Plan plan, Program program) {
    Session session = new Session(plan, program, layout);
    layout.variables().forEach(variable -> session.set(variable, trial.values(variable)));
    Map<String, double[]> trace = new TreeMap<>();
    for (int step = 1; step <= Trial.STEPS; step++) {
      int number = step;
      session
          .run(trial.rows(step), trial.seed(), step, inputs(step))
          .forEach((name, value) -> trace.put(number + " value " + name, value));
      for (Variable variable : layout.variables()) {
        trace.put(number + " variable " + variable.name(), session.get(variable));
      }
    }
    return new Trace(trace);
  }

  private Map<String, double[]> inputs(int step) {
    Map<String, double[]> inputs = new HashMap<>();
    trial.inputs().forEach(input -> inputs.put(input.identifier(), trial.values(input, step)));
    return inputs;
  }
}
