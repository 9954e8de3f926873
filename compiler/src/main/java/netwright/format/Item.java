package netwright.format;

import java.util.List;

/// A declaration, a statement, a setting: what begins on a line of its own.
///
/// @param first the number of its first word
/// @param end the number after that of its last word
/// @param open the number of the brace that opens its block, or `end` if it has none
/// @param children what is in its block
record Item(Kind kind, int first, int end, int open, List<Item> children) {

  /// What an item is, as far as its layout depends on it.
  enum Kind {
    /// `layer f(x) = …` and its kin: the expression may begin on the next line.
    FUNCTION,
    /// `input`, `target`.
    PORT,
    /// `loss`, `metric`.
    MEASURE,
    INIT,
    /// An item of `train` or `data`.
    SETTING,
    VERIFY_ROW,
    BINDING,
    OTHER
  }

  boolean hasBlock() {
    return open < end;
  }
}
