package netwright.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.ir.Shape;

/// The parameters and states that the layers of a network have asked for, by name, in order.
final class Variables {

  /// One of them, while the network is elaborated.
  static final class Draft {
    private final TypedExpr leaf;
    private final List<Owner.Segment> segments;
    private final Optional<Start> start;
    private Initial initial = Initial.ZERO;
    private Optional<TypedExpr> fit = Optional.empty();
    private Optional<TypedExpr> update = Optional.empty();
    private int draws;

    private Draft(TypedExpr leaf, List<Owner.Segment> segments, Optional<Start> start) {
      this.leaf = leaf;
      this.segments = segments;
      this.start = start;
    }

    TypedExpr leaf() {
      return leaf;
    }

    String name() {
      return Variables.name(segments);
    }

    Shape shape() {
      return leaf.type().shape();
    }

    List<Owner.Segment> segments() {
      return segments;
    }

    boolean isParameter() {
      return start.isPresent();
    }

    Optional<Start> start() {
      return start;
    }

    Initial initial() {
      return initial;
    }

    void initial(Initial value) {
      initial = value;
    }

    /// A number for the next draw of its initializer.
    int nextDraw() {
      return draws++;
    }

    Optional<TypedExpr> fit() {
      return fit;
    }

    void fit(TypedExpr expr) {
      fit = Optional.of(expr);
    }

    Optional<TypedExpr> update() {
      return update;
    }

    void update(TypedExpr expr) {
      update = Optional.of(expr);
    }
  }

  /// How a parameter starts.
  ///
  /// @param given whether the call said so; that beats every `init`
  record Start(Value.Deferred initializer, boolean given) {}

  private final Reports reports;
  private final Map<String, Draft> drafts = new LinkedHashMap<>();

  Variables(Reports reports) {
    this.reports = reports;
  }

  /// The parameter `name` of the owner of `frame`; made now, or found if its layer is shared.
  Value parameter(String name, Shape shape, Start start, Frame frame, Span span) {
    return declare(name, shape, Optional.of(start), frame, span)
        .<Value>map(draft -> new Value.Tensor(draft.leaf))
        .orElse(Value.POISON);
  }

  /// The state `name` of the owner of `frame`; made now, or found if its layer is shared.
  Optional<Draft> state(String name, Shape shape, Frame frame, Span span) {
    return declare(name, shape, Optional.empty(), frame, span);
  }

  private Optional<Draft> declare(
      String name, Shape shape, Optional<Start> start, Frame frame, Span span) {
    List<Owner.Segment> segments = frame.owner().segments(name);
    String full = name(segments);
    Draft known = drafts.get(full);
    if (known == null) {
      TypedExpr leaf =
          frame
              .tensors()
              .leaf(new TypedOp.Variable(full), ValueType.real(shape, false), frame.place(span));
      drafts.put(full, new Draft(leaf, segments, start));
      return Optional.of(drafts.get(full));
    }
    if (known.shape().equals(shape)) {
      return Optional.of(known);
    }
    reports.error(frame, otherShape(known, shape, frame.place(span)));
    return Optional.empty();
  }

  private static Diagnostic otherShape(Draft known, Shape shape, Span place) {
    return Diagnostic.of(
            Code.SHARED_SHAPE,
            place,
            "the shared `"
                + known.name()
                + "` is "
                + known.shape()
                + ", but here it must be "
                + shape)
        .note("it was made", known.leaf.span())
        .help("give the shared layer inputs of one shape, or use two layers");
  }

  /// The tensor of the variable with this name.
  Optional<TypedExpr> find(String name) {
    return Optional.ofNullable(drafts.get(name)).map(Draft::leaf);
  }

  Optional<Draft> draft(String name) {
    return Optional.ofNullable(drafts.get(name));
  }

  List<String> names() {
    return List.copyOf(drafts.keySet());
  }

  Collection<Draft> drafts() {
    return drafts.values();
  }

  /// Drops what nothing reads.
  void retain(Collection<TypedExpr> read) {
    drafts.values().removeIf(draft -> !read.contains(draft.leaf));
  }

  /// The parameters with at least two axes.
  List<TypedExpr> weights() {
    return parameters().stream().filter(leaf -> leaf.type().shape().rank() >= 2).toList();
  }

  List<TypedExpr> parameters() {
    List<TypedExpr> parameters = new ArrayList<>();
    for (Draft draft : drafts.values()) {
      if (draft.isParameter()) {
        parameters.add(draft.leaf);
      }
    }
    return parameters;
  }

  private static String name(List<Owner.Segment> segments) {
    return segments.stream().map(Owner.Segment::text).collect(Collectors.joining("."));
  }
}
