package netwright.lower;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import netwright.check.Elements;
import netwright.check.TypedExpr;
import netwright.check.TypedOp;
import netwright.ir.DType;
import netwright.ir.Node;
import netwright.ir.Origin;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import netwright.loop.Combine;
import netwright.op.ElementwiseOps;
import netwright.op.Ranks;
import netwright.op.Source;
import netwright.op.Spacing;
import netwright.op.TensorBuilder;
import netwright.op.Uniform;

/// Writes typed expressions into a graph of one mode and precision, inputs before users, in the order they were made.
///
/// A choice by `training` is made here: only the branch of the graph's mode is lowered.
final class ExprLowering {
  private static final String PASS = "lower";

  private final TensorBuilder build;
  private final DType dtype;
  private final boolean training;
  private final MatrixProduct products;
  private final Map<TypedExpr, Node> lowered = new HashMap<>();
  private final Map<String, Node> gradients = new HashMap<>();
  private final Map<String, Node> variables = new HashMap<>();

  ExprLowering(TensorBuilder build, DType dtype, boolean training) {
    this.build = build;
    this.dtype = dtype;
    this.training = training;
    this.products = new MatrixProduct(build);
  }

  /// The nodes of `roots`, in their order.
  List<Node> lower(List<TypedExpr> roots) {
    List<TypedExpr> open = needed(roots);
    Map<TypedExpr, Integer> uses = uses(open, roots);
    for (TypedExpr expr : open) {
      build.at(new Origin(expr.span(), PASS), PASS);
      lowered.put(expr, node(expr, uses));
    }
    return roots.stream().map(this::of).toList();
  }

  /// What `expr` was lowered to. A branch of a choice may have to be repeated to the type that both branches have.
  private Node of(TypedExpr expr) {
    Node node = lowered.get(chosen(expr));
    return isChoice(expr) ? build.broadcast(node, type(expr)) : node;
  }

  /// Says what the derivative by a parameter is, for expressions lowered from now on.
  void gradient(String parameter, Node node) {
    gradients.put(parameter, node);
  }

  /// The variables that were lowered, by name.
  Map<String, Node> variables() {
    return variables;
  }

  /// What has to be lowered for `roots` and is not yet, inputs before users.
  private List<TypedExpr> needed(List<TypedExpr> roots) {
    Set<TypedExpr> reached = new HashSet<>();
    List<TypedExpr> open = new ArrayList<>(roots);
    while (!open.isEmpty()) {
      TypedExpr expr = chosen(open.removeLast());
      if (!lowered.containsKey(expr) && reached.add(expr)) {
        open.addAll(expr.op() instanceof TypedOp.Arranged ? List.of() : expr.inputs());
      }
    }
    return reached.stream().sorted(Comparator.comparingInt(TypedExpr::id)).toList();
  }

  /// What stands for `expr` in this mode: of a choice by `training`, the branch.
  private TypedExpr chosen(TypedExpr expr) {
    TypedExpr branch = expr;
    while (isChoice(branch)) {
      branch = branch.inputs().get(training ? 1 : 2);
    }
    return branch;
  }

  private static boolean isChoice(TypedExpr expr) {
    return expr.op() instanceof TypedOp.Apply(var operation)
        && operation == ElementwiseOps.WHERE
        && expr.inputs().getFirst().op() instanceof TypedOp.Training;
  }

  private Map<TypedExpr, Integer> uses(List<TypedExpr> exprs, List<TypedExpr> roots) {
    Map<TypedExpr, Integer> uses = new HashMap<>();
    exprs.forEach(
        expr -> expr.inputs().forEach(input -> uses.merge(chosen(input), 1, Integer::sum)));
    roots.forEach(root -> uses.merge(chosen(root), 1, Integer::sum));
    return uses;
  }

  private Node node(TypedExpr expr, Map<TypedExpr, Integer> uses) {
    return switch (expr.op()) {
      case TypedOp.Constant(double value) -> build.constant(DType.F64, value);
      case TypedOp.Input(String name) -> input(name, expr);
      case TypedOp.Variable(String name) ->
          variables.computeIfAbsent(name, _ -> source(new Source.Variable(name, type(expr))));
      case TypedOp.Gradient(String parameter) -> gradients.get(parameter);
      case TypedOp.Clock(TypedOp.Hand hand) -> clock(hand);
      case TypedOp.Kept(String name) -> source(new Source.Input(name, type(expr)));
      case TypedOp.BatchSize _ -> build.batchSize();
      case TypedOp.Training _ -> build.constant(DType.F64, training ? 1 : 0);
      case TypedOp.Apply apply -> apply(apply, expr, uses);
      case TypedOp.Reduce reduce -> reduce(reduce, expr);
      case TypedOp.MatMul _ -> products.of(argument(expr, 0), argument(expr, 1), Optional.empty());
      case TypedOp.Reshape _ -> build.reshape(argument(expr, 0), expr.type().shape());
      case TypedOp.Transpose(List<Integer> order) -> build.transpose(argument(expr, 0), order);
      case TypedOp.Broadcast _ -> build.broadcast(argument(expr, 0), type(expr));
      case TypedOp.Select(Spacing places) -> build.select(argument(expr, 0), places);
      case TypedOp.Place(Spacing places) ->
          build.place(argument(expr, 0), places, expr.type().shape());
      case TypedOp.Concat(int axis) -> concat(axis, expr);
      case TypedOp.Gather(int axis) ->
          Gathering.of(build, argument(expr, 0), argument(expr, 1), axis);
      case TypedOp.Ranks _ -> build.add(new Ranks(), List.of(argument(expr, 0)));
      case TypedOp.Range _ -> source(new Source.Range(dtype, expr.type().shape().size(0)));
      case TypedOp.Draw _, TypedOp.Arranged _ ->
          source(new Source.Variable(StartGraph.name(expr), type(expr)));
      case TypedOp.Uniform(int stream) ->
          build.add(
              new Uniform(dtype, stream, expr.type().shape(), expr.type().batched()), List.of());
    };
  }

  private Node concat(int axis, TypedExpr expr) {
    List<Node> parts = new ArrayList<>();
    for (int i = 0; i < expr.inputs().size(); i++) {
      parts.add(argument(expr, i));
    }
    return build.concat(parts, axis);
  }

  private Node input(String name, TypedExpr expr) {
    int classes = expr.type().elements() instanceof Elements.OneOf(int count, _) ? count : 0;
    return source(new Source.Input(name, type(expr), classes));
  }

  private Node source(Source source) {
    return build.add(source, List.of());
  }

  private Node clock(TypedOp.Hand hand) {
    return switch (hand) {
      case STEP -> source(new Source.StepNumber());
      case EPOCH -> source(new Source.Input("epoch", TensorType.scalar(DType.F64)));
      case PROGRESS -> source(new Source.Input("progress", TensorType.scalar(DType.F64)));
    };
  }

  private TensorType type(TypedExpr expr) {
    return new TensorType(precision(expr), expr.type().shape(), expr.type().batched());
  }

  private DType precision(TypedExpr expr) {
    return expr.type().wide() ? DType.F64 : dtype;
  }

  /// Input number `position` of `expr`, in the precision of the result.
  private Node argument(TypedExpr expr, int position) {
    return build.convert(of(expr.inputs().get(position)), precision(expr));
  }

  private Node apply(TypedOp.Apply apply, TypedExpr expr, Map<TypedExpr, Integer> uses) {
    if (apply.operation() == ElementwiseOps.ADD) {
      Optional<Node> fused =
          productPlusBias(expr, 0, uses).or(() -> productPlusBias(expr, 1, uses));
      if (fused.isPresent()) {
        return fused.get();
      }
    }
    if (apply.operation() == ElementwiseOps.POWER) {
      return build.broadcast(build.power(argument(expr, 0), argument(expr, 1)), type(expr));
    }
    Node[] arguments = new Node[expr.inputs().size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = argument(expr, i);
    }
    return build.apply(apply.operation(), arguments);
  }

  /// `x @ W + b`: the sum starts at the bias, if the product is used nowhere else and the bias is the same for all
  /// samples and lies along the last axes.
  private Optional<Node> productPlusBias(
      TypedExpr sum, int position, Map<TypedExpr, Integer> uses) {
    TypedExpr product = chosen(sum.inputs().get(position));
    TypedExpr bias = chosen(sum.inputs().get(1 - position));
    boolean fits =
        product.op() instanceof TypedOp.MatMul
            && uses.get(product) == 1
            && product.type().shape().equals(sum.type().shape())
            && !bias.type().batched()
            && isSuffix(bias.type().shape(), product.type().shape());
    if (!fits) {
      return Optional.empty();
    }
    Node left = build.convert(of(product.inputs().get(0)), precision(product));
    Node right = build.convert(of(product.inputs().get(1)), precision(product));
    boolean fromZero = bias.op() instanceof TypedOp.Constant(double value) && value == 0;
    Optional<Node> initial =
        fromZero ? Optional.empty() : Optional.of(build.convert(of(bias), precision(product)));
    return Optional.of(products.of(left, right, initial));
  }

  private static boolean isSuffix(Shape bias, Shape product) {
    int lead = product.rank() - bias.rank();
    return lead >= 0 && product.sizes().subList(lead, product.rank()).equals(bias.sizes());
  }

  /// Along axes of size 1 there is nothing to sum.
  private Node reduce(TypedOp.Reduce reduce, TypedExpr expr) {
    Node x = argument(expr, 0);
    boolean trivial = reduce.combine() != Combine.ARGMAX && !reduce.batch();
    boolean single = reduce.axes().stream().allMatch(axis -> x.type().shape().size(axis) == 1);
    return trivial && single
        ? build.reshape(x, expr.type().shape())
        : build.reduce(reduce.combine(), x, reduce.axes(), reduce.batch());
  }
}
