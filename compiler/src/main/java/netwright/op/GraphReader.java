package netwright.op;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netwright.diag.Span;
import netwright.ir.Graph;
import netwright.ir.GraphBuilder;
import netwright.ir.GraphVerifier;
import netwright.ir.Node;
import netwright.ir.Origin;
import netwright.ir.Result;
import netwright.ir.TensorType;

/// Reads the text that [netwright.ir.GraphPrinter] writes. Of an origin only the line survives.
public final class GraphReader {
  private static final Pattern HEAD = Pattern.compile("graph (\\S+)");
  private static final Pattern NODE =
      Pattern.compile(
          "%(\\d+) = (\\w+)(?:\\(([^)]*)\\))?(?: \\{(.*)})? : (.*?)(?:  // (.+):(\\d{1,6}))?");
  private static final Pattern RESULT = Pattern.compile("(value|assign) (\\S+) = %(\\d+)");
  private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)=\"([^\"]*)\"(?:, (?!$)|$)");

  private final GraphBuilder builder = new GraphBuilder();
  private final Map<String, Node> numbered = new HashMap<>();
  private final Set<Node> nodes = new LinkedHashSet<>();
  private final List<Result> results = new ArrayList<>();

  private GraphReader() {}

  /// The graph whose text is `text`.
  ///
  /// @throws IllegalArgumentException with the number of the line that is wrong
  public static Graph read(String text) {
    GraphReader reader = new GraphReader();
    List<String> lines = text.lines().toList();
    Matcher head = HEAD.matcher(lines.isEmpty() ? "" : lines.getFirst());
    if (!head.matches()) {
      throw new IllegalArgumentException("line 1: expected graph NAME");
    }
    for (int number = 1; number < lines.size(); number++) {
      try {
        reader.line(lines.get(number).strip());
      } catch (IllegalArgumentException | ArithmeticException cause) {
        throw new IllegalArgumentException(
            "line " + (number + 1) + ": " + cause.getMessage(), cause);
      }
    }
    return GraphVerifier.verify(
        new Graph(head.group(1), List.copyOf(reader.nodes), reader.results));
  }

  private void line(String line) {
    Matcher node = NODE.matcher(line);
    Matcher result = RESULT.matcher(line);
    if (node.matches()) {
      node(node);
    } else if (result.matches()) {
      result(result);
    } else if (!line.isEmpty()) {
      throw new IllegalArgumentException("neither a node nor a result: " + line);
    }
  }

  private void node(Matcher line) {
    TensorType type = Attributes.type(line.group(5));
    Operation operation = OpCatalog.operation(line.group(2), attributes(line.group(4)), type);
    List<Node> inputs = inputs(line.group(3));
    builder.at(
        line.group(6) == null
            ? Origin.NONE
            : origin(line.group(6), Integer.parseInt(line.group(7))));
    Node node = builder.add(operation, inputs);
    if (!node.type().equals(type)) {
      throw new IllegalArgumentException(
          "%" + line.group(1) + " has the type " + node.type() + ", not " + type);
    }
    if (numbered.put(line.group(1), node) != null) {
      throw new IllegalArgumentException("%" + line.group(1) + " is defined twice");
    }
    nodes.add(node);
  }

  private void result(Matcher line) {
    Node node = defined("%" + line.group(3));
    boolean assigns = line.group(1).equals("assign");
    Result result =
        assigns
            ? new Result.Assignment(line.group(2), node)
            : new Result.Value(line.group(2), node);
    if (results.stream().anyMatch(other -> other.with(node).equals(result))) {
      throw new IllegalArgumentException(line.group(1) + " " + line.group(2) + " is given twice");
    }
    results.add(result);
  }

  private List<Node> inputs(String text) {
    List<Node> inputs = new ArrayList<>();
    for (String reference : text == null ? new String[0] : text.split(", ", -1)) {
      inputs.add(defined(reference));
    }
    return inputs;
  }

  private Node defined(String reference) {
    Node node = reference.startsWith("%") ? numbered.get(reference.substring(1)) : null;
    if (node == null) {
      throw new IllegalArgumentException(reference + " is not defined");
    }
    return node;
  }

  private static Map<String, String> attributes(String text) {
    Map<String, String> attributes = new LinkedHashMap<>();
    Matcher each = ATTRIBUTE.matcher(text == null ? "" : text);
    int end = 0;
    while (text != null && end < text.length()) {
      if (!each.find() || each.start() != end) {
        throw new IllegalArgumentException("not attributes: {" + text + "}");
      }
      attributes.put(each.group(1), each.group(2));
      end = each.end();
    }
    return attributes;
  }

  /// A place in a source of which nothing is known but the number of the line.
  private static Origin origin(String name, int line) {
    String text = "\n".repeat(Math.max(0, line - 1));
    return new Origin(
        new Span(new netwright.diag.Source(name, text), text.length(), text.length()), "");
  }
}
