package netwright.op;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netwright.ir.TensorType;
import netwright.loop.Combine;
import netwright.loop.Order;

/// All operations, by the name they have in graph text.
public final class OpCatalog {
  private static final Pattern CONTRACTION =
      Pattern.compile("([a-zA-Z]*),([a-zA-Z]*)(?:\\+([a-zA-Z]*))?->([a-zA-Z]*)");

  /// How to make an operation from its attributes; inputs and variables need their type as well.
  private interface Form {
    Operation of(Attributes attributes, TensorType type);
  }

  private static final Map<String, Form> FORMS = forms();

  private OpCatalog() {}

  /// The names of all operations.
  public static Set<String> names() {
    return FORMS.keySet();
  }

  /// The operation called `name` with these attributes.
  ///
  /// @param type the type of the result
  /// @throws IllegalArgumentException if there is none
  public static Operation operation(String name, Map<String, String> attributes, TensorType type) {
    Form form = FORMS.get(name);
    if (form == null) {
      throw new IllegalArgumentException("unknown operation " + name);
    }
    Operation operation = form.of(new Attributes(attributes), type);
    if (!operation.attributes().equals(attributes)) {
      throw new IllegalArgumentException(
          name + " has the attributes " + operation.attributes() + ", not " + attributes);
    }
    return operation;
  }

  private static Map<String, Form> forms() {
    Map<String, Form> forms = new LinkedHashMap<>();
    ElementwiseOps.ALL.forEach(operation -> forms.put(operation.name(), (_, _) -> operation));
    for (Combine combine : Combine.values()) {
      forms.put(
          combine.name().toLowerCase(Locale.ROOT),
          (attributes, _) ->
              new Reduce(combine, attributes.numbers("axes"), attributes.flag("batch")));
    }
    forms.put("contract", (attributes, _) -> contract(attributes));
    forms.put(
        "broadcast", (given, _) -> new Move.Broadcast(given.shape("shape"), given.flag("batched")));
    forms.put("reshape", (given, _) -> new Move.Reshape(given.shape("shape")));
    forms.put("transpose", (given, _) -> new Move.Transpose(given.numbers("order")));
    forms.put("select", (given, _) -> new Move.Select(spacing(given, given.shape("shape"))));
    forms.put("place", (given, _) -> place(given));
    forms.put("concat", (given, _) -> new Move.Concat(given.number("axis")));
    forms.put("gather", (given, _) -> gather(given));
    forms.put("scatter_add", (given, _) -> scatter(given));
    forms.put("ranks", (_, _) -> new Ranks());
    forms.put(
        "uniform",
        (given, _) ->
            new Uniform(
                given.dtype("dtype"),
                given.number("stream"),
                given.shape("shape"),
                given.flag("batched")));
    forms.put(
        "constant", (given, _) -> new Source.Constant(given.dtype("dtype"), given.real("value")));
    forms.put("range", (given, _) -> new Source.Range(given.dtype("dtype"), given.number("size")));
    forms.put("sample_number", (given, _) -> new Source.SampleNumber(given.dtype("dtype")));
    forms.put("input", OpCatalog::input);
    forms.put("variable", (given, type) -> new Source.Variable(given.text("name"), type));
    forms.put("batch_size", (_, _) -> new Source.BatchSize());
    forms.put("step_number", (_, _) -> new Source.StepNumber());
    return forms;
  }

  private static Spacing spacing(Attributes attributes, netwright.ir.Shape shape) {
    return new Spacing(
        attributes.numbers("start"),
        attributes.numbers("axes"),
        attributes.numbers("steps"),
        shape);
  }

  private static Operation place(Attributes attributes) {
    return new Move.Place(spacing(attributes, attributes.shape("from")), attributes.shape("shape"));
  }

  private static Operation gather(Attributes attributes) {
    Matcher axes = axes(attributes);
    return new Gather.Read(axes.group(1), axes.group(2), axes.group(4));
  }

  private static Operation scatter(Attributes attributes) {
    Matcher axes = axes(attributes);
    return new Gather.ScatterAdd(
        axes.group(1), axes.group(2), axes.group(4), attributes.number("size"));
  }

  private static Matcher axes(Attributes attributes) {
    Matcher axes = CONTRACTION.matcher(attributes.text("axes"));
    if (!axes.matches() || axes.group(3) != null) {
      throw new IllegalArgumentException("these are no axes: " + attributes.text("axes"));
    }
    return axes;
  }

  private static Operation input(Attributes attributes, TensorType type) {
    int classes = attributes.has("classes") ? attributes.number("classes") : 0;
    return new Source.Input(attributes.text("name"), type, classes);
  }

  private static Operation contract(Attributes attributes) {
    Matcher axes = CONTRACTION.matcher(attributes.text("axes"));
    Optional<Order> order =
        Arrays.stream(Order.values())
            .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(attributes.text("order")))
            .findFirst();
    if (!axes.matches() || order.isEmpty()) {
      throw new IllegalArgumentException(
          "no contraction has the attributes " + attributes.values());
    }
    return new Contract(
        axes.group(1),
        axes.group(2),
        axes.group(4),
        Optional.ofNullable(axes.group(3)),
        order.get());
  }
}
