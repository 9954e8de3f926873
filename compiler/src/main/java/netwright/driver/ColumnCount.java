package netwright.driver;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import netwright.data.DataLoader;
import netwright.data.DataRecipe;
import netwright.data.Field;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;

/// Inputs with fewer columns than elements: whether columns of text make up for it, only the data can tell.
public final class ColumnCount {
  private ColumnCount() {}

  /// Reads the data of `compilation` if an input lacks columns.
  ///
  /// @throws CompilationFailed if its columns do not make as many numbers as it has elements
  public static void check(Compilation compilation) {
    DataRecipe recipe = new DataRecipes(compilation).recipe();
    List<Field> lacking = recipe.fields().stream().filter(Field::lacksColumns).toList();
    Problems problems = new Problems();
    for (Field field : lacking) {
      Path path = recipe.sources().of(field).path();
      if (!Files.isRegularFile(path) && !path.toString().endsWith(".npz")) {
        problems.add(unknown(field));
      }
    }
    problems.throwIfErrors();
    if (!lacking.isEmpty()) {
      problems.addAll(miscounts(recipe));
    }
    problems.throwIfErrors();
  }

  private static Diagnostic unknown(Field field) {
    String text =
        field.name() + " takes " + field.size() + " columns, not " + field.columns().size();
    return Diagnostic.of(Code.COLUMN_COUNT, field.span(), text);
  }

  /// What is wrong with the number of columns; nothing else is of interest here.
  private static Problems miscounts(DataRecipe recipe) {
    Problems problems = new Problems();
    try {
      DataLoader.load(recipe);
    } catch (CompilationFailed failed) {
      failed.problems().sorted().stream()
          .filter(problem -> problem.code() == Code.COLUMN_COUNT)
          .forEach(problems::add);
    }
    return problems;
  }
}
