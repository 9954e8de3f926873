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
import netwright.runtime.Variable;
import netwright.runtime.io.MalformedFileException;

/// What a trainer is told about its network: the programs that it runs, and how they work together. The compiler writes it
/// as a text beside the classes.
public final class TrainingLayout {
  private static final int FORMAT = 1;

  private final ResourceText text;
  final List<Input> inputs = new ArrayList<>();
  final List<Variable> variables = new ArrayList<>();
  final List<Start> starts = new ArrayList<>();
  final List<Schedule> schedules = new ArrayList<>();
  final Map<String, ProgramSpec> programs = new LinkedHashMap<>();
  final Map<String, Gathers> gathers = new LinkedHashMap<>();
  final Map<String, String> metadata = new LinkedHashMap<>();
  String network;
  Recipe recipe;
  int accumulate;
  private Precision precision;
  private int persistentSize;
  private Gathers latest;
  private Start start = new Start();

  /// An input or target of the network, or the weight of a sample.
  ///
  /// @param classes how many classes there are; 0 if it is numbers
  record Input(String name, int size, int classes) {}

  /// How the outputs of a program are gathered over all samples.
  record Gathers(List<String> ways, List<Integer> kept) {}

  /// A number with states that changes after each epoch.
  record Schedule(String name, Map<String, Double> starts) {}

  /// How a variable begins.
  static final class Start {
    final List<Part> parts = new ArrayList<>();
    Part value;
  }

  /// A tensor of which first values are made: drawn, or made by a program of the parts before it.
  ///
  /// @param way `FILL`, `UNIFORM`, `NORMAL`, `ORTHONORMAL`, `RANKS` or `COMPUTED`
  /// @param rows a size, as is `columns`; of what is drawn, `columns` is 1
  /// @param number which of the variable's draws it is
  /// @param program empty if it is drawn
  record Part(String way, int rows, int columns, int number, double a, double b, String program) {}

  private TrainingLayout(ResourceText text) {
    this.text = text;
  }

  /// Reads what the compiler wrote beside a class.
  ///
  /// @param source what messages call it
  /// @param stream its bytes, closed afterwards; null if there is no such resource
  /// @throws IOException if it cannot be read, or is of another version
  public static TrainingLayout read(String source, InputStream stream) throws IOException {
    return new TrainingLayout(ResourceText.read(source, stream)).read();
  }

  /// An array for all that lives from run to run.
  Persistent persistent() {
    return Persistent.of(precision, persistentSize);
  }

  private TrainingLayout read() throws IOException {
    text.nextLine();
    if (!text.word().equals("training") || text.integer() != FORMAT) {
      throw text.error("it is for another version of the runtime; compile the network again");
    }
    while (text.nextLine()) {
      line(text.word());
    }
    return this;
  }

  private void line(String kind) throws MalformedFileException {
    switch (kind) {
      case "network" -> {
        network = text.word();
        precision = Precision.valueOf(text.word());
        persistentSize = text.integer();
      }
      case "recipe" -> recipe();
      case "metadata" -> metadata.put(text.word(), text.word());
      case "port" -> inputs.add(new Input(text.word(), text.integer(), text.integer()));
      case "program" -> {
        ProgramSpec spec = text.spec();
        latest = new Gathers(new ArrayList<>(), new ArrayList<>());
        programs.put(spec.name(), spec);
        gathers.put(spec.name(), latest);
      }
      case "gather" -> {
        latest.ways.add(text.word());
        latest.kept.add(text.integer());
      }
      case "variable" -> variables.add(text.variable());
      case "draw" -> {
        int size = text.integer();
        start.parts.add(drawn(size, text.integer(), text.word()));
      }
      case "make" -> {
        String way = text.word();
        start.parts.add(new Part(way, text.integer(), text.integer(), 0, 0, 0, text.word()));
      }
      case "first" -> first();
      case "schedule" -> {
        String name = text.word();
        Map<String, Double> states = new LinkedHashMap<>();
        for (int left = text.integer(); left > 0; left--) {
          states.put(text.word(), text.number());
        }
        schedules.add(new Schedule(name, states));
      }
      default -> throw text.error("there is no line " + kind);
    }
  }

  private void recipe() throws MalformedFileException {
    int batch = text.integer();
    int epochs = text.integer();
    long seed = Long.parseLong(text.word());
    boolean shuffle = text.truth();
    int patience = text.integer();
    accumulate = text.integer();
    recipe =
        new Recipe(
            batch,
            epochs,
            seed,
            shuffle,
            patience == 0 ? OptionalInt.empty() : OptionalInt.of(patience));
  }

  private void first() throws MalformedFileException {
    String way = text.word();
    int size = variables.getLast().size();
    start.value =
        way.equals("COMPUTED") ? new Part(way, 1, size, 0, 0, 0, text.word()) : drawn(size, 0, way);
    starts.add(start);
    start = new Start();
  }

  private Part drawn(int size, int number, String way) throws MalformedFileException {
    return new Part(way, size, 1, number, text.number(), text.number(), "");
  }
}
