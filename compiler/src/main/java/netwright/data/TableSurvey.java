package netwright.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import netwright.diag.Problems;

/// Finds out, in a pass over a table, what the training rows are to tell: the labels of classes, and which columns of inputs
/// are text, and of what categories.
final class TableSurvey {
  private final CsvTable table;
  private final Map<Field, int[]> columns;
  private final Map<Field, LabelSurvey> labels = new LinkedHashMap<>();
  private final Map<Field, List<CategorySurvey>> categories = new LinkedHashMap<>();

  /// @param columns of each field
  TableSurvey(CsvTable table, Map<Field, int[]> columns) {
    this.table = table;
    this.columns = columns;
    columns.forEach((field, found) -> {
      if (field.classes().isPresent() && field.classes().get().labels().isEmpty()) {
        labels.put(field, new LabelSurvey());
      }
      if (field.categories().isEmpty() && found.length < field.size()) {
        List<CategorySurvey> surveys = new ArrayList<>();
        for (int column : found) {
          surveys.add(new CategorySurvey(column, field.size()));
        }
        categories.put(field, surveys);
      }
    });
  }

  /// The fields, with what was found out.
  List<Field> known(List<Field> fields) {
    if (!labels.isEmpty() || !categories.isEmpty()) {
      table.forEach(
          new Problems(),
          record -> {
            labels.forEach((field, survey) -> {
              for (int column : columns.get(field)) {
                survey.add(record.getField(column).strip());
              }
            });
            categories.values().stream()
                .flatMap(List::stream)
                .forEach(survey -> survey.add(record.getField(survey.column).strip()));
          });
    }
    return fields.stream().map(this::known).toList();
  }

  private Field known(Field field) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    for (CategorySurvey survey : categories.getOrDefault(field, List.of())) {
      if (survey.isText()) {
        found.put(table.header().called(survey.column), List.copyOf(survey.seen));
      }
    }
    Field known = field.withCategories(Optional.of(field.categories().orElse(found)));
    LabelSurvey survey = labels.get(field);
    return survey == null
        ? known
        : known.with(known.classes().orElseThrow().named(survey.labels()));
  }

  /// The texts in one column, no more than matter.
  private static final class CategorySurvey {
    private final int column;
    private final int most;
    private final Set<String> seen = new LinkedHashSet<>();
    private long texts;
    private long numbers;

    private CategorySurvey(int column, int most) {
      this.column = column;
      this.most = most;
    }

    private void add(String cell) {
      if (Numeral.isDecimal(cell)) {
        numbers++;
      } else if (!Numeral.isMissing(cell)) {
        texts++;
      }
      if (!Numeral.isMissing(cell) && seen.size() <= most) {
        seen.add(cell);
      }
    }

    private boolean isText() {
      return texts > numbers;
    }
  }
}
