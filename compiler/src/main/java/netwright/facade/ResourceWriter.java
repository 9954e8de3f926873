package netwright.facade;

import java.util.List;
import netwright.runtime.Panels;
import netwright.runtime.Port;
import netwright.runtime.ProgramSpec;
import netwright.runtime.Variable;

/// Writes a text that `netwright.runtime.ResourceText` reads: lines of words.
public final class ResourceWriter {
  private final StringBuilder text = new StringBuilder();

  /// Begins a line of the kind `kind`.
  public ResourceWriter line(String kind) {
    if (!text.isEmpty()) {
      text.append('\n');
    }
    text.append(kind);
    return this;
  }

  /// A word that may hold anything.
  public ResourceWriter word(String word) {
    text.append(' ').append(word.isEmpty() ? "\\e" : escaped(word));
    return this;
  }

  /// A word of digits and letters: a number, a boolean, the name of a constant.
  public ResourceWriter plain(Object value) {
    text.append(' ').append(value);
    return this;
  }

  /// How many words there are, and the words.
  public ResourceWriter words(List<String> words) {
    plain(words.size());
    words.forEach(this::word);
    return this;
  }

  /// Numbers, to the end of the line.
  public ResourceWriter rest(List<Integer> numbers) {
    numbers.forEach(this::plain);
    return this;
  }

  /// How to talk to a program.
  public ResourceWriter spec(ProgramSpec spec) {
    word(spec.name()).plain(spec.capacity()).plain(spec.scratchSize()).plain(spec.wideSize());
    return plain(spec.lanesSize()).ports(spec.inputs()).ports(spec.outputs()).panels(spec.panels());
  }

  /// A variable, to the end of the line.
  public ResourceWriter variable(Variable variable) {
    return word(variable.name())
        .plain(variable.role().name())
        .plain(variable.offset())
        .rest(variable.shape());
  }

  private ResourceWriter ports(List<Port> ports) {
    plain(ports.size());
    for (Port port : ports) {
      word(port.name()).plain(port.wide()).plain(port.offset()).plain(port.size());
      plain(port.batched());
    }
    return this;
  }

  private ResourceWriter panels(List<Panels> panels) {
    plain(panels.size());
    for (Panels each : panels) {
      plain(each.matrix()).plain(each.rows()).plain(each.columns()).plain(each.widest());
      plain(each.at());
    }
    return this;
  }

  private static String escaped(String word) {
    return word.replace("\\", "\\\\").replace(" ", "\\s").replace("\n", "\\n").replace("\r", "\\r");
  }

  /// The lines, the last one ended too.
  @Override
  public String toString() {
    return text + "\n";
  }
}
