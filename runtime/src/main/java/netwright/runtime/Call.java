package netwright.runtime;

/// The memory of one call of a predictor, and the weights that it is of.
public final class Call {
  final Memory memory;
  final Version version;

  Call(Memory memory, Version version) {
    this.memory = memory;
    this.version = version;
  }
}
