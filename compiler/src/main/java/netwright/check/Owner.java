package netwright.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who owns the parameters that are made now, for their names: a binding, or a layer's call within it.
///
/// Calls are numbered by layer: `linear`, `linear2`, …; copies under a `repeat` by their indices, which follow the
/// layer's name: `h.linear.3.weight`.
final class Owner {

  /// One segment of a parameter's name.
  ///
  /// @param text as it stands in the name: `linear2`
  /// @param base the layer's own name: `linear`; empty for an index
  /// @param standard whether it is a layer of the standard library
  record Segment(String text, String base, boolean standard) {
    boolean isIndex() {
      return base.isEmpty();
    }
  }

  private final List<Segment> path;
  private final List<Integer> indices;
  private final Map<String, Integer> counts;

  private Owner(List<Segment> path, List<Integer> indices, Map<String, Integer> counts) {
    this.path = path;
    this.indices = indices;
    this.counts = counts;
  }

  /// The owner of what the binding `name` needs.
  static Owner of(String name) {
    return new Owner(List.of(new Segment(name, name, false)), List.of(), new HashMap<>());
  }

  /// The owner of what a call of `layer` needs.
  ///
  /// @param standard whether the layer is one of the standard library
  Owner child(String layer, boolean standard) {
    List<Segment> longer = new ArrayList<>(path);
    longer.add(new Segment(unused(layer), layer, standard));
    indices.forEach(index -> longer.add(new Segment(index.toString(), "", false)));
    return new Owner(longer, List.of(), new HashMap<>());
  }

  private String unused(String layer) {
    int count = counts.merge(layer, 1, Integer::sum);
    String text = count == 1 ? layer : layer + count;
    return !text.equals(layer) && counts.containsKey(text) ? unused(layer) : text;
  }

  /// This owner for copy number `index`, from 1, of a repeated chain: each copy numbers its layers alike.
  Owner copy(int index) {
    List<Integer> more = new ArrayList<>(indices);
    more.add(index);
    return new Owner(path, more, new HashMap<>(counts));
  }

  /// Numbers on from where `copy` stopped.
  void continueAfter(Owner copy) {
    counts.putAll(copy.counts);
  }

  /// This owner with all its numbers as at the start: the same calls get the same names again.
  Owner fresh() {
    return new Owner(path, indices, new HashMap<>());
  }

  /// The segments of the name of a parameter called `name` here.
  List<Segment> segments(String name) {
    List<Segment> segments = new ArrayList<>(path);
    segments.add(new Segment(name, name, false));
    return segments;
  }
}
