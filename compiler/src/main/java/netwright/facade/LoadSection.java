package netwright.facade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import netwright.runtime.Schema;
import netwright.runtime.Weights;
import netwright.runtime.io.MalformedFileException;
import netwright.runtime.io.Safetensors;
import netwright.runtime.io.TensorFile;

/// How an object is made, from weights beside the class, in a file or in memory; and what is known without weights.
final class LoadSection implements Section {

  @Override
  public void write(Facade facade, JavaText text) {
    Names names = facade.names();
    String name = facade.className();
    String schema = names.type(Schema.class);
    String weights = names.type(TensorFile.class);
    String malformed = names.type(MalformedFileException.class);
    String failure = names.type(IOException.class);
    text.line("private static " + schema + " schema;");
    text.blank();
    text.open(
        "private %s(%s source, %s weights) throws %s"
            .formatted(name, names.type(String.class), weights, malformed));
    text.line(
        "super(%s.lookup(), \"%s$Predict\", schema(), source, weights);"
            .formatted(names.type(MethodHandles.class), facade.binaryName()));
    text.close();
    beside(facade, text, failure);
    fromFile(facade, text, failure);
    fromMemory(name, text, weights, malformed);
    schema(facade, text, schema, failure);
  }

  private static void beside(Facade facade, JavaText text, String failure) {
    String file = facade.className() + ".safetensors";
    text.blank()
        .doc(
            """
            A predictor with the weights that were compiled with the network.

            @throws IOException if there are none, or they cannot be read\
            """);
    text.open("public static %s load() throws %s".formatted(facade.className(), failure));
    text.line(facade.names().type(String.class) + " source = \"" + file + "\";");
    text.line(
        "return new %s(source, %s.beside(source, %s.class.getResourceAsStream(source)));"
            .formatted(facade.className(), facade.names().type(Weights.class), facade.className()));
    text.close();
  }

  private static void fromFile(Facade facade, JavaText text, String failure) {
    text.blank()
        .doc(
            """
            A predictor with the weights in a file.

            @throws IOException if it cannot be read, or holds other weights\
            """);
    String path = facade.names().type(Path.class);
    String name = facade.className();
    text.open("public static %s load(%s weights) throws %s".formatted(name, path, failure));
    text.line(
        "return new %s(weights.toString(), %s.read(weights));"
            .formatted(name, facade.names().type(Safetensors.class)));
    text.close();
  }

  private static void fromMemory(String name, JavaText text, String weights, String malformed) {
    text.blank()
        .doc(
            """
            A predictor with weights in memory.

            @throws MalformedFileException if they are of another network\
            """);
    text.open("public static %s load(%s weights) throws %s".formatted(name, weights, malformed));
    text.line("return new %s(\"the weights\", weights);".formatted(name));
    text.close();
  }

  private static void schema(Facade facade, JavaText text, String schema, String failure) {
    text.blank().doc("What is known of the network beside its weights.");
    text.open("public static %s schema()".formatted(schema));
    text.line(schema + " known = schema;");
    text.open("if (known == null)");
    text.open("try");
    String file = facade.className() + ".schema";
    text.line(
        "known = %s.read(\"%s\", %s.class.getResourceAsStream(\"%s\"));"
            .formatted(schema, file, facade.className(), file));
    text.close();
    text.open("catch (" + failure + " e)");
    String unchecked = facade.names().type(UncheckedIOException.class);
    text.line("throw new " + unchecked + "(e);");
    text.close();
    text.line("schema = known;");
    text.close();
    text.line("return known;");
    text.close();
  }
}
