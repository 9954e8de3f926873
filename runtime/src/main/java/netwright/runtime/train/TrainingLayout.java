package netwright.runtime.train;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import netwright.runtime.Persistent;
import netwright.runtime.Precision;
import netwright.runtime.ProgramSpec;
import netwright.runtime.ResourceText;
import netwright.runtime.Schema;
import netwright.runtime.Variable;

/// What a trainer is told about its network: the programs that it runs, and how they work together. The compiler writes it
/// as a text beside the classes.
public final class TrainingLayout {
  /// The version of the text that [#read] understands.
  public static final int FORMAT = 3;

  /// Inputs, targets and the weight of a sample, as a batch is given.
  final List<Schema.Field> inputs = new ArrayList<>();

  final List<Variable> variables = new ArrayList<>();

  /// How each variable begins: lines of words, the last of which is of the variable itself.
  final List<List<String[]>> starts = new ArrayList<>();

  /// Numbers that change after each epoch, and their states.
  final Map<String, Map<String, Double>> schedules = new LinkedHashMap<>();

  final Map<String, ProgramSpec> programs = new LinkedHashMap<>();
  final Map<String, String> metadata = new LinkedHashMap<>();
  String network;
  Recipe recipe;
  int accumulate;
  private Precision precision;
  private int persistentSize;

  private TrainingLayout() {}

  /// Reads what the compiler wrote beside a class.
  ///
  /// @param source what messages call it
  /// @param stream its bytes, closed afterwards; null if there is no such resource
  /// @throws IOException if it cannot be read, or is of another version
  public static TrainingLayout read(String source, InputStream stream) throws IOException {
    ResourceText text = ResourceText.read(source, stream);
    text.nextLine();
    if (!text.word().equals("training") || text.integer() != FORMAT) {
      throw text.error("it is for another version of the runtime; compile the network again");
    }
    TrainingLayout layout = new TrainingLayout();
    while (text.nextLine()) {
      layout.line(text.word(), text);
    }
    return layout;
  }

  /// An array for all that lives from run to run.
  Persistent persistent() {
    return Persistent.of(precision, persistentSize);
  }

  private void line(String kind, ResourceText text) throws IOException {
    switch (kind) {
      case "network" -> {
        network = text.word();
        precision = Precision.valueOf(text.word());
        persistentSize = text.integer();
      }
      case "recipe" -> {
        accumulate = text.integer();
        int patience = text.integer();
        recipe =
            new Recipe(
                text.integer(),
                text.integer(),
                Long.parseLong(text.word()),
                text.truth(),
                patience == 0 ? OptionalInt.empty() : OptionalInt.of(patience));
      }
      case "metadata" -> metadata.put(text.word(), text.word());
      case "port" ->
          inputs.add(
              new Schema.Field(
                  text.word(),
                  "",
                  text.integer(),
                  "",
                  List.of(),
                  List.of(),
                  List.of(text.integer())));
      case "program" -> {
        ProgramSpec spec = text.spec();
        programs.put(spec.name(), spec);
      }
      case "variable" -> {
        variables.add(text.variable());
        starts.add(new ArrayList<>());
      }
      case "start" -> {
        List<String> words = new ArrayList<>();
        while (text.hasMore()) {
          words.add(text.word());
        }
        starts.getLast().add(words.toArray(new String[0]));
      }
      case "schedule" -> {
        Map<String, Double> states = new LinkedHashMap<>();
        schedules.put(text.word(), states);
        while (text.hasMore()) {
          states.put(text.word(), text.number());
        }
      }
      default -> throw text.error("there is no line " + kind);
    }
  }
}
