package netwright.runtime.io;

/// What a header says of one tensor.
///
/// @param begin the offset of its first byte from the start of the data
/// @param end the offset after its last byte
record TensorEntry(String name, ElementType type, int[] shape, long begin, long end) {}
