package netwright.facade;

import netwright.runtime.Schema;

/// An input, a target or an output, as Java sees it.
///
/// @param index its number among its kind
/// @param number the type of a number: `float` or `double`
record Member(Schema.Field field, int index, String number) {

  String name() {
    return field.name();
  }

  boolean isClass() {
    return field.isClass();
  }

  /// Whether a sample has one element of it.
  boolean isSingle() {
    return field.size() == 1;
  }

  /// The type of an element: `float`, `double`, or `int` for a class.
  String element() {
    return isClass() ? "int" : number;
  }

  /// The type of an array of such elements.
  String array() {
    return element() + "[]";
  }

  /// The type of a sample: an element or an array.
  String sample() {
    return isSingle() ? element() : array();
  }

  /// The bytes of an element in a memory segment.
  int bytes() {
    return element().equals("double") ? Double.BYTES : Float.BYTES;
  }
}
