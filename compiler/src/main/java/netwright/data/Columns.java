package netwright.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import netwright.data.Field.Reference;
import netwright.data.Field.Selection;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.diag.Suggestions;

/// Finds the columns of a file that fields are read from.
final class Columns {
  private static final int SHOWN = 30;

  private final CsvHeader header;
  private final Problems problems;

  Columns(CsvHeader header, Problems problems) {
    this.header = header;
    this.problems = problems;
  }

  /// The numbers of the columns of `field`, fewer than its elements if some may be text; empty after a problem.
  Optional<int[]> of(Field field) {
    List<Integer> found = new ArrayList<>();
    boolean complete = true;
    if (field.columns().isEmpty()) {
      IntStream.range(0, header.width()).forEach(found::add);
    }
    for (Selection selection : field.columns()) {
      complete &= add(selection, found);
    }
    boolean fits =
        field.mayHaveCategories() ? found.size() <= field.size() : found.size() == field.size();
    if (complete && !fits) {
      problems.add(miscounted(field, found.size()));
      complete = false;
    }
    return complete
        ? Optional.of(found.stream().mapToInt(Integer::intValue).toArray())
        : Optional.empty();
  }

  private boolean add(Selection selection, List<Integer> found) {
    OptionalInt from = find(selection.from(), selection);
    OptionalInt to = selection.to().isPresent() ? find(selection.to().get(), selection) : from;
    if (from.isEmpty() || to.isEmpty()) {
      return false;
    }
    if (from.getAsInt() > to.getAsInt()) {
      String text = "column " + selection.from() + " comes after " + selection.to().orElseThrow();
      problems.add(
          Diagnostic.of(Code.UNKNOWN_COLUMN, selection.span(), text)
              .help("write " + selection.to().orElseThrow() + " .. " + selection.from()));
      return false;
    }
    for (int column = from.getAsInt(); column <= to.getAsInt(); column++) {
      found.add(column);
    }
    return true;
  }

  private OptionalInt find(Reference reference, Selection selection) {
    return switch (reference) {
      case Reference.Named(String name) -> named(name, selection);
      case Reference.Numbered(int number) -> numbered(number, selection);
    };
  }

  private OptionalInt named(String name, Selection selection) {
    List<String> names = header.names();
    int first = names.indexOf(name);
    if (first < 0) {
      problems.add(unknown(name, selection));
      return OptionalInt.empty();
    }
    int last = names.lastIndexOf(name);
    if (first != last) {
      String text =
          "two columns of "
              + header.file()
              + " are called `"
              + name
              + "`: numbers "
              + first
              + " and "
              + last;
      problems.add(
          Diagnostic.of(Code.DUPLICATE_COLUMN, selection.span(), text)
              .help("rename one, or use numbers, from 0"));
      return OptionalInt.empty();
    }
    return OptionalInt.of(first);
  }

  private Diagnostic unknown(String name, Selection selection) {
    Diagnostic diagnostic =
        Diagnostic.of(
                Code.UNKNOWN_COLUMN,
                selection.span(),
                header.file() + " has no column `" + Numeral.shortened(name) + "`")
            .note("its columns are " + listed(header.names()));
    return diagnostic.help(Suggestions.didYouMean(name, header.names()));
  }

  private OptionalInt numbered(int number, Selection selection) {
    if (number >= 0 && number < header.width()) {
      return OptionalInt.of(number);
    }
    String text = header.file() + " has no column " + number;
    problems.add(
        Diagnostic.of(Code.UNKNOWN_COLUMN, selection.span(), text)
            .help("its columns have the numbers 0 .. " + (header.width() - 1)));
    return OptionalInt.empty();
  }

  static Diagnostic miscounted(Field field, int columns) {
    String takes = field.classes().isPresent() ? " class" : " number";
    String text =
        field.name()
            + " takes "
            + field.size()
            + takes
            + (field.size() == 1 ? "" : takes.endsWith("s") ? "es" : "s")
            + " a sample, but "
            + columns
            + (columns == 1 ? " column is" : " columns are")
            + (field.columns().isEmpty() ? " there" : " named");
    return Diagnostic.of(Code.COLUMN_COUNT, field.span(), text)
        .help("name " + field.size() + ", or declare " + field.name() + " with " + columns);
  }

  static String listed(List<String> names) {
    String shown =
        names.stream().limit(SHOWN).map(Numeral::shortened).collect(Collectors.joining(", "));
    return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
  }
}
