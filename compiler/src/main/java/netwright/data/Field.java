package netwright.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.diag.Span;

/// An input or target, and the columns it is read from.
///
/// @param name of the input or target
/// @param role what it is for
/// @param shape of one sample
/// @param columns in row-major order; none if it is all that its file has
/// @param classes what the cells may be if they are classes; otherwise they are numbers
/// @param categories of columns of text, by the name or number of the column: such a column becomes as many numbers, one of
///     which is 1; empty if the training rows will tell
/// @param span where the columns are named
public record Field(
    String name,
    Role role,
    List<Integer> shape,
    List<Selection> columns,
    Optional<Classes> classes,
    Optional<Map<String, List<String>>> categories,
    Span span) {

  public Field {
    shape = List.copyOf(shape);
    columns = List.copyOf(columns);
  }

  /// An input without columns of text.
  public Field(
      String name,
      List<Integer> shape,
      List<Selection> columns,
      Optional<Classes> classes,
      Span span) {
    this(name, Role.INPUT, shape, columns, classes, Optional.of(Map.of()), span);
  }

  /// What a field is for.
  public enum Role {
    /// What a prediction is made from.
    INPUT,
    /// What it should be.
    TARGET,
    /// How much a sample counts.
    WEIGHT
  }

  /// Elements of one sample.
  public int size() {
    int size = 1;
    for (int extent : shape) {
      size = Math.multiplyExact(size, extent);
    }
    return size;
  }

  /// Whether a column is asked for by its name.
  boolean isByName() {
    return columns.stream().anyMatch(Selection::isByName);
  }

  /// One column, or all from one to another, both included.
  public record Selection(Reference from, Optional<Reference> to, Span span) {

    /// A single column.
    public static Selection of(Reference column, Span span) {
      return new Selection(column, Optional.empty(), span);
    }

    private boolean isByName() {
      return from instanceof Reference.Named || to.orElse(from) instanceof Reference.Named;
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
    return new Field(name, role, shape, columns, Optional.of(known), categories, span);
  }

  /// This field, to be all that its file has.
  Field whole() {
    return new Field(name, role, shape, List.of(), classes, categories, span);
  }

  /// This field for something else.
  public Field as(Role other) {
    return new Field(name, other, shape, columns, classes, categories, span);
  }

  /// This field, whose columns of text have these categories; if empty, the training rows will tell.
  public Field withCategories(Optional<Map<String, List<String>>> known) {
    return new Field(name, role, shape, columns, classes, known, span);
  }

  /// Whether columns of it may be text, each of which is several numbers.
  boolean mayHaveCategories() {
    return classes.isEmpty() && !categories.equals(Optional.of(Map.of()));
  }

  /// Whether it names fewer columns than it has elements, so that some must be text.
  public boolean lacksColumns() {
    boolean single = columns.stream().allMatch(column -> column.to().isEmpty());
    return categories.isEmpty() && single && !columns.isEmpty() && columns.size() < size();
  }

  /// Whether values of it may be missing.
  boolean mayLack(Missing missing) {
    return switch (missing) {
      case ERROR -> false;
      case DROP -> true;
      case MEAN -> role == Role.INPUT && classes.isEmpty();
    };
  }
}
