package netwright.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a compiled predictor is told about itself; a class file holds it as text.
///
/// @param network the name of the network
/// @param precision what its numbers are
/// @param spec the memory that the program needs, and its inputs and outputs
/// @param variables what the weights are
/// @param persistentSize elements of their array
public record PredictorLayout(
    String network,
    Precision precision,
    ProgramSpec spec,
    List<Variable> variables,
    int persistentSize) {

  public PredictorLayout {
    variables = List.copyOf(variables);
  }

  /// As lines of text, which [#parse] reads.
  public List<String> lines() {
    String sizes =
        Stream.of(
                spec.capacity(),
                spec.scratchSize(),
                spec.wideSize(),
                spec.lanesSize(),
                persistentSize)
            .map(String::valueOf)
            .collect(Collectors.joining(" "));
    Stream<String> head =
        Stream.of("network " + network, "precision " + precision.name(), "sizes " + sizes);
    Stream<String> inputs = spec.inputs().stream().map(port -> "input " + line(port));
    Stream<String> outputs = spec.outputs().stream().map(port -> "output " + line(port));
    Stream<String> places = variables.stream().map(variable -> "variable " + line(variable));
    return Stream.of(head, inputs, outputs, places).flatMap(lines -> lines).toList();
  }

  /// The layout that the lines of `texts` were made of.
  public static PredictorLayout parse(String... texts) {
    List<Port> inputs = new ArrayList<>();
    List<Port> outputs = new ArrayList<>();
    List<Variable> variables = new ArrayList<>();
    String[] network = new String[1];
    Precision[] precision = new Precision[1];
    int[] sizes = new int[5];
    Stream.of(texts)
        .flatMap(String::lines)
        .map(line -> line.split(" "))
        .forEach(words -> {
          switch (words[0]) {
            case "network" -> network[0] = words[1];
            case "precision" -> precision[0] = Precision.valueOf(words[1]);
            case "sizes" -> {
              for (int i = 0; i < sizes.length; i++) {
                sizes[i] = Integer.parseInt(words[i + 1]);
              }
            }
            case "input" -> inputs.add(port(words));
            case "output" -> outputs.add(port(words));
            case "variable" -> variables.add(variable(words));
            default ->
                throw new IllegalArgumentException("no such line: " + String.join(" ", words));
          }
        });
    ProgramSpec spec =
        new ProgramSpec("predict", sizes[0], sizes[1], sizes[2], sizes[3], inputs, outputs);
    return new PredictorLayout(network[0], precision[0], spec, variables, sizes[4]);
  }

  private static String line(Port port) {
    return port.name()
        + " "
        + port.wide()
        + " "
        + port.offset()
        + " "
        + port.size()
        + " "
        + port.batched();
  }

  private static Port port(String[] words) {
    boolean wide = Boolean.parseBoolean(words[2]);
    return new Port(
        words[1],
        wide,
        Integer.parseInt(words[3]),
        Integer.parseInt(words[4]),
        Boolean.parseBoolean(words[5]));
  }

  private static String line(Variable variable) {
    String shape = variable.shape().stream().map(size -> " " + size).collect(Collectors.joining());
    return variable.name() + " " + variable.role() + " " + variable.offset() + shape;
  }

  private static Variable variable(String[] words) {
    List<Integer> shape = Stream.of(words).skip(4).map(Integer::valueOf).toList();
    return new Variable(
        words[1], Variable.Role.valueOf(words[2]), shape, Integer.parseInt(words[3]));
  }
}
