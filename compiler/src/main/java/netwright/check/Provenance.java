package netwright.check;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.op.Elementwise;
import netwright.op.ElementwiseOps;

/// Remembers which layer of the library made a tensor, and warns about combinations that mathematics forbids.
final class Provenance {
  private static final Set<String> OF_IMAGES = Set.of("conv2d", "max_pool", "avg_pool");
  private static final Set<Integer> CHANNELS = Set.of(1, 3, 4);

  private final Reports reports;
  private final Map<TypedExpr, String> makers = new HashMap<>();
  private final Map<TypedExpr, String> users = new HashMap<>();
  private final Set<TargetDomain> domains = new LinkedHashSet<>();

  Provenance(Reports reports) {
    this.reports = reports;
  }

  /// A call of `declared` by a user, whose arguments are defined in the scope of `body`.
  void called(Library.Declared declared, Frame body, Span call) {
    if (!declared.isStandard()) {
      return;
    }
    if (OF_IMAGES.contains(declared.name())) {
      argument("x", body).ifPresent(image -> channelsFirst(image, call));
    }
    switch (declared.name()) {
      case "cross_entropy" -> softmaxTwice(argument("logits", body), call);
      case "binary_cross_entropy" -> sigmoidTwice(argument("logits", body), call);
      case "nll" -> noLogarithm(argument("log_probability", body), call);
      case "linear" -> linearTwice(argument("x", body), call);
      default -> argument("x", body).ifPresent(x -> users.putIfAbsent(x, declared.name()));
    }
    domain(declared.name()).ifPresent(range -> expect(range, declared.name(), body, call));
  }

  /// The layer with one argument `x`, other than `linear`, that a user has called with this tensor.
  Optional<String> user(TypedExpr expr) {
    return Optional.ofNullable(users.get(expr));
  }

  /// Whether the tensor is what this layer of the library returned.
  boolean isMadeBy(TypedExpr expr, String layer) {
    return layer.equals(makers.get(expr));
  }

  /// What the losses expect of targets.
  List<TargetDomain> domains() {
    return List.copyOf(domains);
  }

  private static Optional<TargetDomain.Range> domain(String loss) {
    return switch (loss) {
      case "binary_cross_entropy", "cross_entropy", "kl_div" ->
          Optional.of(TargetDomain.Range.UNIT);
      case "hinge", "cosine_embedding" -> Optional.of(TargetDomain.Range.SIGNS);
      case "poisson_nll" -> Optional.of(TargetDomain.Range.NOT_NEGATIVE);
      default -> Optional.empty();
    };
  }

  private void expect(TargetDomain.Range range, String loss, Frame body, Span call) {
    argument("target", body)
        .filter(target -> !target.type().isClass())
        .ifPresent(target -> {
          if (target.op() instanceof TypedOp.Input(String name)) {
            domains.add(new TargetDomain(loss, name, range, call));
          }
        });
  }

  void returned(Library.Declared declared, Value result) {
    if (declared.isStandard() && result instanceof Value.Tensor(TypedExpr expr)) {
      makers.put(expr, declared.name());
    }
  }

  private static Optional<TypedExpr> argument(String name, Frame body) {
    return body.scope()
        .entry(name)
        .map(Scope.Entry::value)
        .flatMap(value ->
            value instanceof Value.Tensor(TypedExpr expr) ? Optional.of(expr) : Optional.empty());
  }

  private boolean isMadeBy(Optional<TypedExpr> expr, String layer) {
    return expr.isPresent() && isMadeBy(expr.get(), layer);
  }

  private void softmaxTwice(Optional<TypedExpr> logits, Span call) {
    if (isMadeBy(logits, "softmax")) {
      reports.warning(
          Diagnostic.of(
                  Code.SOFTMAX_TWICE,
                  call,
                  "`cross_entropy` over a `softmax`: it takes the softmax itself")
              .note("the softmax is taken", logits.orElseThrow().span())
              .help("give it the values before `softmax`"));
    }
  }

  /// `[3, 32, 32]` is taken for an image as others write it: 3 channels, not 3 rows of 32 pixels in 32 colours.
  private void channelsFirst(TypedExpr image, Span call) {
    List<Integer> sizes = image.type().shape().sizes();
    boolean first =
        sizes.size() == 3
            && CHANNELS.contains(sizes.getFirst())
            && sizes.get(1) >= 8
            && sizes.get(1).equals(sizes.getLast());
    if (first) {
      reports.warning(
          Diagnostic.of(
                  Code.CHANNELS_FIRST,
                  call,
                  "images are [height, width, channels], and this one is " + image.type().shape())
              .help("give channels last, or move them there: `transpose(image, [1, 2, 0])`"));
    }
  }

  private void sigmoidTwice(Optional<TypedExpr> logits, Span call) {
    boolean twice =
        logits.isPresent()
            && logits.get().op() instanceof TypedOp.Apply(Elementwise operation)
            && operation == ElementwiseOps.SIGMOID;
    if (twice) {
      reports.warning(
          Diagnostic.of(
                  Code.SIGMOID_TWICE,
                  call,
                  "`binary_cross_entropy` over a `sigmoid`: it takes the sigmoid itself")
              .note("the sigmoid is taken", logits.get().span())
              .help("give it the values before `sigmoid`"));
    }
  }

  private void noLogarithm(Optional<TypedExpr> probability, Span call) {
    if (isMadeBy(probability, "softmax")) {
      reports.warning(
          Diagnostic.of(Code.NOT_A_LOGARITHM, call, "`nll` of a `softmax`: it expects logarithms")
              .note("the softmax is taken", probability.orElseThrow().span())
              .help("use `log_softmax`, or `cross_entropy` of the values before"));
    }
  }

  private void linearTwice(Optional<TypedExpr> input, Span call) {
    if (isMadeBy(input, "linear")) {
      reports.warning(
          Diagnostic.of(
                  Code.LINEAR_TWICE,
                  call,
                  "two linear layers with nothing between are one linear layer")
              .note("the first is", input.orElseThrow().span())
              .help("put an activation between them, such as `relu`"));
    }
  }
}
