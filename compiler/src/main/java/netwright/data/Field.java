package netwright.data;

import java.util.List;
import java.util.Optional;
import netwright.diag.Span;

/// An input or target, and the columns it is read from.
///
/// @param name of the input or target
/// @param shape of one sample
/// @param columns in row-major order; none if it is all that its file has
/// @param classes what the cells may be if they are classes; otherwise they are numbers
/// @param span where the columns are named
public record Field(
    String name,
    List<Integer> shape,
    List<Selection> columns,
    Optional<Classes> classes,
    Span span) {

  public Field {
    shape = List.copyOf(shape);
    columns = List.copyOf(columns);
  }

  /// Elements of one sample.
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /// One column, or all from one to another, both included.
  public record Selection(Reference from, Optional<Reference> to, Span span) {

    /// A single column.
    public static Selection of(Reference column, Span span) {
      return new Selection(column, Optional.empty(), span);
    }
  }

  /// How a column is called.
  public sealed interface Reference {
    /// By its name in the header.
    record Named(String name) implements Reference {
      @Override
      public String toString() {
        return name;
      }
    }

    /// By its number, from 0.
    record Numbered(int number) implements Reference {
      @Override
      public String toString() {
        return String.valueOf(number);
      }
    }
  }

  /// The classes 0 to `count` - 1.
  ///
  /// @param labels their names in order; none if they are written as integers; empty if the training rows will tell
  public record Classes(int count, Optional<List<String>> labels) {
    public Classes {
      labels = labels.map(List::copyOf);
    }

    /// These classes, once their labels are known.
    public Classes named(List<String> found) {
      return new Classes(count, Optional.of(found));
    }
  }

  /// This field with classes whose labels are known.
  Field with(Classes known) {
    return new Field(name, shape, columns, Optional.of(known), span);
  }

  /// This field, to be all that its file has.
  Field whole() {
    return new Field(name, shape, List.of(), classes, span);
  }
}
