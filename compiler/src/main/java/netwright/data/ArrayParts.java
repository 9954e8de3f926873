package netwright.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import netwright.arrays.ArrayFile;
import netwright.arrays.ArrayHeader;
import netwright.arrays.StoredArray;
import netwright.data.DataRecipe.DataFile;
import netwright.data.Field.Reference;
import netwright.data.Field.Selection;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.diag.Span;
import netwright.diag.Suggestions;

/// Finds the arrays, or the columns of one, that fields are read from.
final class ArrayParts {
  private final Problems problems;
  private final DataFile file;
  private final ArrayFile arrays;

  ArrayParts(Problems problems, DataFile file, ArrayFile arrays) {
    this.problems = problems;
    this.file = file;
    this.arrays = arrays;
  }

  /// The parts of `field`, in order; what they come to is not what was asked for if there are problems.
  List<ArrayPart> of(Field field) throws IOException {
    List<ArrayPart> parts = new ArrayList<>();
    if (field.columns().isEmpty()) {
      parts.add(ArrayPart.whole(arrays.array(nameOf(field)), called(nameOf(field))));
    }
    for (Selection selection : field.columns()) {
      part(selection).ifPresent(parts::add);
    }
    if (!problems.hasErrors()) {
      check(field, parts);
    }
    return parts;
  }

  /// The array of a field of which nothing else is said.
  private String nameOf(Field field) {
    List<String> names = arrays.names();
    if (arrays.isSingle() || names.size() == 1) {
      return arrays.isSingle() ? "" : names.getFirst();
    }
    if (!names.contains(field.name())) {
      problems.add(unknown(field.name(), field.span()));
      problems.throwIfErrors();
    }
    return field.name();
  }

  private String called(String name) {
    return arrays.isSingle() ? file.shown() : "`" + name + "` in " + file.shown();
  }

  private Optional<ArrayPart> part(Selection selection) throws IOException {
    return arrays.isSingle() ? columns(selection) : named(selection);
  }

  private Optional<ArrayPart> named(Selection selection) throws IOException {
    if (selection.to().isPresent() || !(selection.from() instanceof Reference.Named(String name))) {
      problems.add(
          Diagnostic.of(
                  Code.UNKNOWN_COLUMN,
                  selection.span(),
                  file.shown() + " has arrays, which have names, not numbers")
              .help("name one: there are " + Columns.listed(arrays.names())));
      return Optional.empty();
    }
    if (!arrays.names().contains(name)) {
      problems.add(unknown(name, selection.span()));
      return Optional.empty();
    }
    return Optional.of(ArrayPart.whole(arrays.array(name), called(name)));
  }

  private Diagnostic unknown(String name, Span span) {
    return Diagnostic.of(
            Code.UNKNOWN_COLUMN,
            span,
            file.shown() + " has no array `" + Numeral.shortened(name) + "`")
        .note("its arrays are " + Columns.listed(arrays.names()))
        .help(Suggestions.didYouMean(name, arrays.names()));
  }

  private Optional<ArrayPart> columns(Selection selection) throws IOException {
    StoredArray array = arrays.array("");
    if (!(selection.from() instanceof Reference.Numbered(int from))
        || !(selection.to().orElse(selection.from()) instanceof Reference.Numbered(int to))) {
      problems.add(
          Diagnostic.of(
                  Code.UNKNOWN_COLUMN, selection.span(), file.shown() + " has no names of columns")
              .help(
                  "number them, from 0, or name the file for one input: `x = \""
                      + file.name()
                      + "\"`"));
      return Optional.empty();
    }
    ArrayHeader header = array.header();
    if (header.shape().size() > 2 || from > to || to >= header.sampleSize()) {
      String text =
          file.shown() + " has the shape " + header.shapeText() + ", without such columns";
      problems.add(
          Diagnostic.of(Code.UNKNOWN_COLUMN, selection.span(), text)
              .help(
                  header.shape().size() > 2
                      ? "its samples have no columns; name the file for one input: `x = \""
                          + file.name()
                          + "\"`"
                      : "its columns have the numbers 0 .. " + (header.sampleSize() - 1)));
      return Optional.empty();
    }
    return Optional.of(new ArrayPart(array, file.shown(), from, to - from + 1L));
  }

  private void check(Field field, List<ArrayPart> parts) {
    long size = parts.stream().mapToLong(ArrayPart::width).sum();
    if (size != field.size()) {
      problems.add(misshaped(field, parts, size));
    } else if (parts.size() == 1 && parts.getFirst().isWhole()) {
      checkAxes(field, parts.getFirst());
    }
  }

  private static Diagnostic misshaped(Field field, List<ArrayPart> parts, long size) {
    ArrayHeader header = parts.getFirst().array().header();
    String what =
        parts.size() == 1
            ? parts.getFirst().called() + " has the shape " + header.shapeText() + ": "
            : "the arrays have ";
    String text =
        field.name()
            + " takes "
            + count(field.size())
            + " a sample, but "
            + what
            + count(size)
            + (parts.size() == 1 ? " a sample" : "");
    boolean oneHot = field.classes().isPresent() && size == field.classes().get().count();
    return Diagnostic.of(Code.ARRAY_SHAPE, field.span(), text)
        .help(
            oneHot
                ? "a class is one integer: save a.argmax(axis=1)"
                : "samples lie along the first axis; declare "
                    + field.name()
                    + ": "
                    + header.sample());
  }

  private static String count(long numbers) {
    return numbers == 1 ? "1 number" : numbers + " numbers";
  }

  /// Axes of one element do not count, and either side may have its elements in a row; otherwise axes are the same.
  private void checkAxes(Field field, ArrayPart part) {
    List<Integer> has = significant(part.array().header().sample());
    List<Integer> takes = significant(field.shape());
    if (has.size() > 1 && takes.size() > 1 && !has.equals(takes)) {
      String text =
          field.name()
              + " takes samples of shape "
              + field.shape()
              + ", but those of "
              + part.called()
              + " have "
              + part.array().header().sample();
      problems.add(
          Diagnostic.of(Code.ARRAY_SHAPE, field.span(), text)
              .help(
                  "features and channels are the last axis; move axes as in np.moveaxis(a, 1, -1)"));
    }
  }

  private static List<Integer> significant(List<Integer> shape) {
    return shape.stream().filter(size -> size != 1).toList();
  }
}
