import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Port;
import netwright.runtime.Program;
import netwright.runtime.ProgramSpec;
import netwright.runtime.train.DataSet;
import netwright.runtime.train.Recipe;
import netwright.runtime.train.TrainingLoop;
import netwright.runtime.train.Validation;

/// Trains the housing network, with nothing but the runtime and the files that `WriteStep` has written:
/// `TrainHousing FOLDER DATA.csv`. Prints the steps and the loss of the last epoch.
final class TrainHousing {
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    Path folder = Path.of(arguments[0]);
    List<String> lines = Files.readAllLines(folder.resolve("spec"));
    String[] numbers = lines.get(1).split(" ");
    int batch = Integer.parseInt(numbers[0]);
    ProgramSpec spec = spec(lines, batch, numbers);
    Memory memory = spec.memory(Persistent.of(weights(folder.resolve("weights"))));
    var recipe =
        new Recipe(
            batch,
            Integer.parseInt(numbers[4]),
            Long.parseLong(numbers[5]),
            true,
            OptionalInt.empty());
    Program step = (Program) Class.forName(lines.getFirst()).getConstructor().newInstance();
    DataSet samples = samples(Path.of(arguments[1]));
    var outcome =
        new TrainingLoop(step, spec, memory, samples, recipe, Validation.NONE).run(report -> {});
    System.out.println(outcome.steps() + " steps, loss " + outcome.loss());
  }

  private static ProgramSpec spec(List<String> lines, int batch, String... numbers) {
    List<Port> inputs = new ArrayList<>();
    for (String line : lines.subList(2, lines.size() - 1)) {
      String[] words = line.split(" ");
      inputs.add(
          new Port(words[0], false, Integer.parseInt(words[1]), Integer.parseInt(words[2]), true));
    }
    var loss = new Port("loss", true, Integer.parseInt(lines.getLast()), 1, false);
    return new ProgramSpec(
        "train",
        batch,
        Integer.parseInt(numbers[1]),
        Integer.parseInt(numbers[2]),
        Integer.parseInt(numbers[3]),
        inputs,
        List.of(loss));
  }

  private static float[] weights(Path file) throws IOException {
    float[] weights = new float[(int) (Files.size(file) / Float.BYTES)];
    try (var in = new DataInputStream(Files.newInputStream(file))) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] = in.readFloat();
      }
    }
    return weights;
  }

  private static DataSet samples(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    int rows = lines.size() - 1;
    float[] x = new float[2 * rows];
    float[] y = new float[rows];
    for (int row = 0; row < rows; row++) {
      String[] cells = lines.get(row + 1).split(",");
      x[2 * row] = Float.parseFloat(cells[0]);
      x[2 * row + 1] = Float.parseFloat(cells[1]);
      y[row] = Float.parseFloat(cells[2]);
    }
    return new DataSet(rows, Map.of("x", x, "y", y));
  }
}
