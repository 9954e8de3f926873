package netwright.facade;

import java.util.ArrayList;
import java.util.List;
import netwright.runtime.Precision;
import netwright.runtime.Schema;

/// Writes the class that a user's program calls, as Java source:
///
/// ```java
/// public final class HousePrices extends CompiledPredictor {
///   public static HousePrices load() throws IOException { … }
///   public float price(float... x) { … }            // one output of one sample
///   public float[] predict(float... x) { … }        // one sample
///   public float[] predictAll(float[] x) { … }      // any number of samples, one after the other
///   public void predictInto(float[] x, float[] price) { … }
///   public static final class Trainer extends CompiledTrainer { … }
/// }
/// ```
///
/// A network in f64 extends `CompiledWidePredictor`, and has `double` in place of `float`. Classes are `int`.
public final class FacadeWriter {
  /// What a facade consists of, in this order.
  private static final List<Section> SECTIONS =
      List.of(
          new LoadSection(),
          new OutputSection(),
          new PredictSection(),
          new IntoSection(),
          new TrainerSection());

  private FacadeWriter() {}

  /// The source of the class for the network that `schema` is of.
  ///
  /// @param sourceFile the file of the network, such as `housing.net`
  /// @param weighted whether each training sample has a weight of its own
  public static String write(Schema schema, String sourceFile, boolean weighted) {
    return write(schema, sourceFile, weighted, SECTIONS);
  }

  /// The source of a class that is a program besides: it has a `main`, which calls `netwright.program`.
  ///
  /// @param sourceFile the file of the network, such as `housing.net`
  /// @param weighted whether each training sample has a weight of its own
  public static String writeProgram(Schema schema, String sourceFile, boolean weighted) {
    List<Section> sections = new ArrayList<>(SECTIONS);
    sections.add(new MainSection());
    return write(schema, sourceFile, weighted, sections);
  }

  private static String write(
      Schema schema, String sourceFile, boolean weighted, List<Section> sections) {
    Facade facade = new Facade(schema, weighted);
    JavaText members = new JavaText();
    members.doc(doc(schema));
    members.open(
        "public final class "
            + schema.network()
            + " extends "
            + facade.names().type(facade.base()));
    sections.forEach(section -> section.write(facade, members));
    members.close();
    return head(facade, sourceFile) + members;
  }

  private static String head(Facade facade, String sourceFile) {
    Schema schema = facade.schema();
    JavaText head = new JavaText();
    String version = schema.compilerVersion();
    head.line("// Written by Netwright " + version + " from " + Docs.oneLine(sourceFile) + ".");
    if (!schema.packageName().isEmpty()) {
      head.line("package " + schema.packageName() + ";");
    }
    head.blank();
    facade.names().imports().forEach(type -> head.line("import " + type + ";"));
    return head.blank().toString();
  }

  private static String doc(Schema schema) {
    String said = Docs.of(schema.doc());
    String precision = schema.precision() == Precision.F32 ? "f32" : "f64";
    return (said.isEmpty() ? "The network " + schema.network() + "." : said)
        + "\n\nA neural network in "
        + precision
        + ". An object may be shared by any number of threads.";
  }
}
