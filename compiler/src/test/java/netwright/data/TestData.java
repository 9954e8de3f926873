package netwright.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import netwright.data.DataRecipe.DataFile;
import netwright.data.DataRecipe.Held;
import netwright.data.DataRecipe.Sources;
import netwright.data.Field.Classes;
import netwright.data.Field.Reference;
import netwright.data.Field.Selection;
import netwright.diag.CompilationFailed;
import netwright.diag.Diagnostic;
import netwright.diag.Source;
import netwright.diag.Span;
import org.junit.jupiter.api.Assertions;

/// Files and fields for the tests of this package.
final class TestData {
  static final Held NOTHING = new Held.Nothing();

  private TestData() {}

  static DataFile file(Path folder, String name, String content) {
    return file(folder, name, content.getBytes(StandardCharsets.UTF_8));
  }

  static DataFile file(Path folder, String name, byte[] content) {
    try {
      return new DataFile(
          Files.write(folder.resolve(name), content), name, name, span("\"" + name + "\""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A field of numbers; `A..B` is a range, and a column written in digits is a number.
  static Field numbers(String name, String... columns) {
    List<Selection> selections = List.of(columns).stream().map(TestData::selection).toList();
    return new Field(
        name,
        List.of(size(columns)),
        selections,
        Optional.empty(),
        span("[" + String.join(", ", columns) + "]"));
  }

  static Field classes(String name, int count, String column) {
    return new Field(
        name,
        List.of(),
        List.of(selection(column)),
        Optional.of(new Classes(count, Optional.empty())),
        span("[" + column + "]"));
  }

  static Field sized(Field field, int size) {
    return new Field(field.name(), List.of(size), field.columns(), field.classes(), field.span());
  }

  static DataRecipe recipe(DataFile file, Field... fields) {
    return new DataRecipe(Sources.of(file), NOTHING, NOTHING, 0, List.of(fields));
  }

  static Held share(double share) {
    return new Held.Share(share, Span.NONE);
  }

  /// The problems that `work` ends with.
  static List<Diagnostic> problems(Supplier<?> work) {
    return Assertions.assertThrows(CompilationFailed.class, work::get).problems().sorted();
  }

  /// The only problem that `work` ends with.
  static Diagnostic problem(Supplier<?> work) {
    List<Diagnostic> found = problems(work);
    Assertions.assertEquals(1, found.size(), found::toString);
    return found.getFirst();
  }

  private static Selection selection(String column) {
    String[] ends = column.split("\\.\\.");
    return new Selection(
        reference(ends[0]),
        ends.length == 1 ? Optional.empty() : Optional.of(reference(ends[1])),
        span(column));
  }

  private static Reference reference(String column) {
    return column.matches("\\d+")
        ? new Reference.Numbered(Integer.parseInt(column))
        : new Reference.Named(column);
  }

  private static int size(String... columns) {
    int size = 0;
    for (String column : columns) {
      size += column.contains("..") ? 3 : 1;
    }
    return size;
  }

  private static Span span(String text) {
    return new Source("test.net", text).span(0, text.length());
  }
}
