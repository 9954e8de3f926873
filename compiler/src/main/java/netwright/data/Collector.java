package netwright.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Collects the values of one field, record by record, in files that have nothing wrong.
sealed interface Collector {

  /// A collector for `field`, which is read from `columns`.
  ///
  /// @param mayLack whether NaN stands for a missing number, and is taken
  static Collector of(Field field, boolean mayLack, Room room, int... columns) {
    return isNumber(field)
        ? new Numbers(field, mayLack, room, columns)
        : new Texts(field, room, columns);
  }

  private static boolean isNumber(Field field) {
    return field
        .classes()
        .map(classes -> classes.labels().filter(List::isEmpty).isPresent())
        .orElse(true);
  }

  /// Has room for the values of so many records.
  void expect(long records);

  /// Adds the values in `record`.
  void add(PlainRecord record) throws NotPlain;

  /// The field, its labels known.
  Field field();

  /// The values, sample after sample; nothing can be added afterwards.
  Kept values() throws NotPlain;

  /// Of numbers, and of classes written as integers.
  final class Numbers implements Collector {
    private final Field field;
    private final int[] columns;
    private final Cells cells;
    private final boolean checks;
    private final FloatList values;

    private Numbers(Field field, boolean mayLack, Room room, int... columns) {
      this.values = room.list();
      this.field = field;
      this.columns = columns;
      this.cells = Cells.of(field);
      this.checks = !(cells instanceof Cells.Numbers) || !mayLack;
    }

    @Override
    public void expect(long records) {
      values.reserve(records * columns.length);
    }

    @Override
    public void add(PlainRecord record) throws NotPlain {
      float[] numbers = record.numbers();
      if (checks) {
        for (int column : columns) {
          values.add(checked(numbers[column]));
        }
      } else {
        values.addAll(numbers, columns);
      }
    }

    private float checked(float number) throws NotPlain {
      float value = cells.of(number);
      if (Float.isNaN(value)) {
        throw new NotPlain();
      }
      return value;
    }

    @Override
    public Field field() {
      return field;
    }

    @Override
    public Kept values() {
      return values.kept(field.size());
    }
  }

  /// Of classes that may be written as text. Keeps which text each cell has, until it is known what the texts mean.
  final class Texts implements Collector {
    private final Field field;
    private final int[] columns;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final FloatList places;

    private Texts(Field field, Room room, int... columns) {
      this.places = room.list();
      this.field = field;
      this.columns = columns;
    }

    @Override
    public void expect(long records) {
      places.reserve(records * columns.length);
    }

    @Override
    public void add(PlainRecord record) throws NotPlain {
      for (int column : columns) {
        places.add(Float.intBitsToFloat(number(record.text(column))));
      }
    }

    private int number(String text) {
      Integer known = numbers.putIfAbsent(text, texts.size());
      if (known == null) {
        texts.add(text);
        return texts.size() - 1;
      }
      return known;
    }

    @Override
    public Field field() {
      Field.Classes classes = field.classes().orElseThrow();
      if (classes.labels().isPresent()) {
        return field;
      }
      LabelSurvey survey = new LabelSurvey();
      texts.forEach(survey::add);
      return field.with(classes.named(survey.labels()));
    }

    @Override
    public Kept values() throws NotPlain {
      Cells cells = Cells.of(field());
      float[] meanings = new float[texts.size()];
      for (int i = 0; i < meanings.length; i++) {
        meanings[i] = cells.read(texts.get(i));
        if (Float.isNaN(meanings[i])) {
          throw new NotPlain();
        }
      }
      Kept values = places.kept(field.size());
      for (long i = 0; i < values.length(); i++) {
        values.set(i, meanings[Float.floatToRawIntBits((float) values.get(i))]);
      }
      return values;
    }
  }
}
