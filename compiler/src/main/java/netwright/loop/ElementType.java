package netwright.loop;

/// The type of one value in the loop language.
public enum ElementType {
  /// IEEE 754 binary32.
  F32,
  /// IEEE 754 binary64.
  F64,
  /// A 32-bit two's complement integer: the bits of an [#F32] in the expansion of elementary functions.
  I32,
  /// A truth value: the result of a comparison, the first argument of a selection.
  MASK
}
