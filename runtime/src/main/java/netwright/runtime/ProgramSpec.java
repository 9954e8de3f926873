package netwright.runtime;

import java.util.List;

/// How to talk to a [Program]: the memory it needs and the places of its inputs and outputs.
///
/// @param name what it computes: `train`, `evaluate`, `predict`
/// @param capacity the most samples that a run may have
/// @param scratchSize elements of [Memory#scratch]
/// @param wideSize elements of [Memory#wide]
/// @param lanesSize elements of [Memory#lanes]
/// @param panels the copies of weights that it reads; only for a program whose weights never change
public record ProgramSpec(
    String name,
    int capacity,
    int scratchSize,
    int wideSize,
    int lanesSize,
    List<Port> inputs,
    List<Port> outputs,
    List<Panels> panels) {

  public ProgramSpec {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    panels = List.copyOf(panels);
  }

  /// A program that reads no copies of weights.
  public ProgramSpec(
      String name,
      int capacity,
      int scratchSize,
      int wideSize,
      int lanesSize,
      List<Port> inputs,
      List<Port> outputs) {
    this(name, capacity, scratchSize, wideSize, lanesSize, inputs, outputs, List.of());
  }

  /// Makes the copies of `weights` that the program reads in `flavour`. In scalar code it reads none.
  public void prepare(Persistent weights, Flavour flavour) {
    for (Panels each : panels) {
      each.fill(weights, flavour);
    }
  }

  /// Memory for this program around the weights `persistent`.
  public Memory memory(Persistent persistent) {
    return new Memory(persistent, scratchSize, wideSize, lanesSize);
  }

  /// Memory to warm this program up in, with weights of its own in which nothing is large, negative or too small for a float.
  public Memory madeUp(Precision precision, int weights) {
    Persistent own = Persistent.of(precision, weights);
    for (int i = 0; i < weights; i++) {
      own.set(i, (i & 15) / 256.0);
    }
    Memory memory = memory(own);
    memory.step = 1;
    return memory;
  }

  /// The input named `name`.
  public Port input(String name) {
    return find(inputs, name);
  }

  /// The output named `name`.
  public Port output(String name) {
    return find(outputs, name);
  }

  private static Port find(List<Port> ports, String name) {
    for (Port port : ports) {
      if (port.name().equals(name)) {
        return port;
      }
    }
    throw new IllegalArgumentException("no port " + name + " in " + ports);
  }
}
