package netwright.facade;

import java.io.IOException;
import java.nio.file.Path;
import netwright.program.CsvProgram;

/// The class as a program.
final class MainSection implements Section {

  @Override
  public void write(Facade facade, JavaText text) {
    Names names = facade.names();
    String program = names.type(CsvProgram.class);
    String arguments = names.type(String.class) + "[] arguments";
    text.blank()
        .doc(
            """
            Predicts the rows of CSV on the standard input, and writes the outputs as CSV to the standard output.

            @param arguments a file with the weights, if they are not those beside the class\
            """);
    text.open("public static void main(" + arguments + ")");
    text.open("try");
    text.line(names.type(Path.class) + " weights = " + program + ".weights(arguments);");
    text.line(program + ".run(weights == null ? load() : load(weights));");
    text.close();
    String failure = names.type(IOException.class);
    text.open("catch (%s | %s e)".formatted(failure, names.type(IllegalArgumentException.class)));
    text.line(program + ".fail(e);");
    text.close();
    text.close();
  }
}
