package netwright.facade;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.Map;
import netwright.runtime.io.Safetensors;
import netwright.runtime.io.TensorFile;
import netwright.runtime.train.Checkpoint;
import netwright.runtime.train.CompiledTrainer;
import netwright.runtime.train.DataSet;
import netwright.runtime.train.SampleSet;
import netwright.runtime.train.TrainingLayout;

/// The nested class that trains:
///
/// ```java
/// public static final class Trainer extends CompiledTrainer {
///   public static Trainer fresh() throws IOException { … }
///   public double step(int rows, float[] x, float[] y) { … }
///   public static DataSet samples(float[] x, float[] y) { … }
///   public HousePrices predictor() { … }
/// }
/// ```
final class TrainerSection implements Section {

  @Override
  public void write(Facade facade, JavaText text) {
    String name = facade.names().nested("Trainer");
    text.blank().doc("Trains the network. For one thread at a time.");
    text.open(
        "public static final class %s extends %s"
            .formatted(name, facade.names().type(CompiledTrainer.class)));
    new Beginning(facade, text, name).write();
    for (boolean segments : new boolean[] {false, true}) {
      new Batches(facade, text, segments).write();
    }
    predictor(facade, text);
    text.close();
  }

  private static void predictor(Facade facade, JavaText text) {
    String name = facade.className();
    text.blank().doc("A predictor with the present weights, which later steps do not change.");
    text.open("public %s predictor()".formatted(name));
    text.open("try");
    text.line("return %s.load(weights());".formatted(name));
    text.close();
    text.open("catch (%s e)".formatted(facade.names().type(IOException.class)));
    text.line("throw new %s(e);".formatted(facade.names().type(IllegalStateException.class)));
    text.close();
    text.close();
  }

  /// How a trainer is made.
  private record Beginning(Facade facade, JavaText text, String name) {

    void write() {
      String failure = facade.names().type(IOException.class);
      layout(failure);
      constructors(failure);
      String seed = facade.names().local("seed");
      made(
          "A trainer with fresh weights, by the seed of the recipe.",
          "fresh()",
          "(%s) null".formatted(facade.names().type(Long.class)),
          failure);
      made(
          "A trainer with fresh weights.\n\n@param "
              + seed
              + " of first weights, of the order of samples and of all draws",
          "fresh(long " + seed + ")",
          seed,
          failure);
      String path = facade.names().type(Path.class);
      made(
          "A trainer with the weights in a file.",
          "from(" + path + " weights)",
          "weights.toString(), %s.read(weights)".formatted(facade.names().type(Safetensors.class)),
          failure);
      made(
          "A trainer with weights in memory.",
          "from(" + facade.names().type(TensorFile.class) + " weights)",
          "\"the weights\", weights",
          failure);
      String checkpoint = facade.names().type(Checkpoint.class);
      made(
          "A trainer that goes on from a checkpoint.",
          "resume(" + path + " checkpoint)",
          checkpoint + ".read(checkpoint)",
          failure);
    }

    private void made(String doc, String signature, String arguments, String failure) {
      text.blank()
          .doc(
              doc
                  + "\n\n@throws IOException if what belongs to it cannot be read, or is of another network");
      text.open("public static %s %s throws %s".formatted(name, signature, failure));
      text.line("return new %s(%s);".formatted(name, arguments));
      text.close();
    }

    private void constructors(String failure) {
      String lookup = facade.names().type(MethodHandles.class) + ".lookup()";
      String layout = facade.names().type(TrainingLayout.class);
      String start = "super(%s, \"%s\", ".formatted(lookup, facade.binaryName());
      String aLong = facade.names().type(Long.class);
      text.blank().open("private %s(%s seed) throws %s".formatted(name, aLong, failure));
      text.line(start + "layout(), seed);").close();
      String checkpoint = facade.names().type(Checkpoint.class);
      text.blank().open("private %s(%s from) throws %s".formatted(name, checkpoint, failure));
      text.line(start + "layout(), from);").close();
      text.blank()
          .open(
              "private %s(%s source, %s weights) throws %s"
                  .formatted(
                      name,
                      facade.names().type(String.class),
                      facade.names().type(TensorFile.class),
                      failure));
      text.line(start + "layout(), source, weights);").close();
    }

    private void layout(String failure) {
      String layout = facade.names().type(TrainingLayout.class);
      String file = facade.className() + ".training";
      text.open("private static %s layout() throws %s".formatted(layout, failure));
      text.line(
          "return %s.read(\"%s\", %s.class.getResourceAsStream(\"%s\"));"
              .formatted(layout, file, facade.className(), file));
      text.close();
    }
  }

  /// What takes batches and data sets, in arrays or in memory segments.
  private record Batches(Facade facade, JavaText text, boolean segments) {

    void write() {
      String rows = facade.names().local("rows");
      step(rows);
      gradients(rows, facade.names().local("gradients"));
      if (!segments || facade.number().equals("float")) {
        samples();
      }
    }

    private void step(String rows) {
      text.blank()
          .doc(
              "Trains on a batch, and allocates nothing."
                  + docs(rows)
                  + "\n@return the loss of the batch before the step"
                  + errors());
      text.open("public double step(int %s, %s)".formatted(rows, parameters()));
      text.line("begin(%s);".formatted(rows));
      give();
      text.line("return step();");
      text.close();
    }

    private void gradients(String rows, String gradients) {
      String number = facade.number();
      text.blank()
          .doc(
              "The loss of a batch, and its derivatives by the parameters, for who has an optimizer of their own."
                  + docs(rows)
                  + "\n@param "
                  + gradients
                  + " arrays to be filled, by the names of parameters, such as [#gradients()] has them"
                  + "\n@return the loss"
                  + errors());
      text.open(
          "public double lossAndGradients(int %s, %s, %s<%s, %s[]> %s)"
              .formatted(
                  rows,
                  parameters(),
                  facade.names().type(Map.class),
                  facade.names().type(String.class),
                  number,
                  gradients));
      text.line("beginGradients(%s);".formatted(rows));
      give();
      String method = number.equals("float") ? "lossAndGradients" : "lossAndWideGradients";
      text.line("return %s(%s);".formatted(method, gradients));
      text.close();
      if (!segments) {
        text.blank().doc("An array for the derivatives by each parameter.");
        text.open(
            "public %s<%s, %s[]> gradients()"
                .formatted(
                    facade.names().type(Map.class), facade.names().type(String.class), number));
        text.line("return new%sGradients();".formatted(number.equals("float") ? "" : "Wide"));
        text.close();
      }
    }

    private void samples() {
      text.blank()
          .doc(
              "Samples to train on or to judge by; arrays of numbers are shared, not copied."
                  + docs("")
                  + "\n@throws IllegalArgumentException if they are not whole samples, as many in each, or have a class"
                  + " that there is not");
      text.open(
          "public static %s samples(%s)"
              .formatted(facade.names().type(DataSet.class), parameters()));
      StringBuilder all =
          new StringBuilder("return new %s()".formatted(facade.names().type(SampleSet.class)));
      for (Member member : facade.trained()) {
        String classes = member.isClass() ? member.field().classes() + ", " : "";
        all.append(
            ".with(\"%s\", %d, %s%s)"
                .formatted(member.name(), member.field().size(), classes, member.name()));
      }
      text.line(all + ".samples();");
      text.close();
    }

    private void give() {
      for (Member member : facade.trained()) {
        text.line("give(%d, %s);".formatted(member.index(), member.name()));
      }
    }

    private String parameters() {
      StringBuilder parameters = new StringBuilder();
      for (Member member : facade.trained()) {
        String type = segments ? facade.names().type(MemorySegment.class) : member.array();
        parameters.append(parameters.isEmpty() ? "" : ", ");
        parameters.append(type).append(' ').append(member.name());
      }
      return parameters.toString();
    }

    private String docs(String rows) {
      StringBuilder doc = new StringBuilder();
      if (segments) {
        doc.append("\n\nIn memory segments: ")
            .append(facade.number().equals("float") ? "32" : "64")
            .append("-bit floats, and 32-bit integers for classes, in the machine's byte order.");
      }
      doc.append('\n');
      if (!rows.isEmpty()) {
        doc.append("\n@param ").append(rows).append(" the number of samples");
      }
      for (Member member : facade.trained()) {
        doc.append("\n@param ").append(member.name()).append(' ');
        doc.append(Docs.describe(member.field(), true));
      }
      return doc.toString();
    }

    private static String errors() {
      return "\n@throws IllegalArgumentException if an input or target has not the length for so many samples, or a class"
          + " that there is not"
          + "\n@throws IllegalStateException if the network learns from data before the first step, and has not";
    }
  }
}
