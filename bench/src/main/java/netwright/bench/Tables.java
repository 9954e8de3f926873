package netwright.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import netwright.data.Field;
import netwright.data.Field.Classes;
import netwright.data.Field.Reference;
import netwright.data.Field.Selection;
import netwright.diag.Span;

/// Made-up CSV files, the same in every run.
///
/// | form | cells |
/// |---|---|
/// | `decimals` | of one to four digits before the point and up to six behind it, as measurements are written |
/// | `full` | with all 15 to 17 digits of an f64, some with an exponent, as programs write them |
/// | `labelled` | as `decimals`, the last column one of three names |
final class Tables {
  private static final List<String> NAMES = List.of("setosa", "versicolor", "virginica");

  private Tables() {}

  /// Writes a table with a header to a new temporary file.
  static Path write(String form, int rows, int columns) throws IOException {
    Path file = Files.createTempFile("netwright", ".csv");
    SplittableRandom random = new SplittableRandom(5);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      StringBuilder line = new StringBuilder("c0");
      for (int column = 1; column < columns; column++) {
        line.append(",c").append(column);
      }
      put(line, out);
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          line.append(column == 0 ? "" : ",");
          cell(column == columns - 1 ? form : form.replace("labelled", "decimals"), random, line);
        }
        put(line, out);
      }
    }
    return file;
  }

  /// A field of the classes in a `labelled` table.
  static Field labels(String name, int column) {
    return new Field(
        name,
        List.of(),
        List.of(Selection.of(new Reference.Numbered(column), Span.NONE)),
        Optional.of(new Classes(NAMES.size(), Optional.of(NAMES))),
        Span.NONE);
  }

  private static void put(StringBuilder line, OutputStream out) throws IOException {
    out.write(line.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
    line.setLength(0);
  }

  private static void cell(String form, SplittableRandom random, StringBuilder line) {
    switch (form) {
      case "decimals" -> decimal(random, line);
      case "full" -> line.append((random.nextDouble() - 0.5) * (random.nextBoolean() ? 1 : 1e-3));
      case "labelled" -> line.append(NAMES.get(random.nextInt(NAMES.size())));
      default -> throw new IllegalArgumentException(form);
    }
  }

  private static void decimal(SplittableRandom random, StringBuilder line) {
    int digits = random.nextInt(1, 7);
    int power = 1;
    for (int i = 0; i < digits; i++) {
      power *= 10;
    }
    line.append(random.nextInt(4) == 0 ? "-" : "")
        .append(random.nextInt(random.nextInt(1, 10_000)))
        .append('.');
    String behind = Integer.toString(power + random.nextInt(power));
    line.append(behind, 1, behind.length());
  }
}
