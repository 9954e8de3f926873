package netwright.runtime;

/// Where a program reads an input or leaves a value.
///
/// @param name such as `x`, `output.price`, `loss`
/// @param wide whether it lies in [Memory#wide]; otherwise in [Memory#scratch]
/// @param offset the first element
/// @param size elements of one sample, row-major
/// @param batched whether there is one for each sample; sample `n` then starts at `offset + n · size`
public record Port(String name, boolean wide, int offset, int size, boolean batched) {

  /// The offset of an input that nothing depends on.
  public static final int NOWHERE = -1;
}
