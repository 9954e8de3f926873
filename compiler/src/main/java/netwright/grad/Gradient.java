package netwright.grad;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import netwright.ir.Node;
import netwright.op.Operation;
import netwright.op.TensorBuilder;

/// Reverse-mode automatic differentiation: from a scalar back to the variables, one pass.
///
/// The derivative of the loss by a node is the sum of what its users contribute, each a vector-Jacobian product that
/// the user's operation declares ([Operation#derivative]). Only the active path is walked: nodes that depend on a
/// variable and that the loss depends on.
///
/// Source: A. Griewank, A. Walther, *Evaluating Derivatives*, 2nd ed., 2008, chapter 3.2.
public final class Gradient {
  private final TensorBuilder build;
  private final Set<Node> active;
  private final Map<Node, Node> gradients = new HashMap<>();

  private Gradient(TensorBuilder build, Set<Node> active) {
    this.build = build;
    this.active = active;
  }

  /// For each of `variables` the derivative of `loss` by it, of the variable's own type; zeros where the loss does not
  /// depend on it.
  ///
  /// @param loss a single number
  public static Map<Node, Node> of(TensorBuilder build, Node loss, List<Node> variables) {
    if (!loss.type().isScalar()) {
      throw new IllegalArgumentException("only a single number has a gradient, not " + loss.type());
    }
    List<Node> reached = reachedFrom(loss);
    Gradient gradient = new Gradient(build, dependentOn(variables, reached));
    gradient.walk(loss, reached);
    Map<Node, Node> result = new LinkedHashMap<>();
    for (Node variable : variables) {
      result.put(
          variable,
          Optional.ofNullable(gradient.gradients.get(variable))
              .orElseGet(() -> build.like(0, variable)));
    }
    return result;
  }

  private void walk(Node loss, List<Node> reached) {
    gradients.put(loss, build.like(1, loss));
    for (Node node : reached.reversed()) {
      Node gradient = gradients.get(node);
      if (gradient != null && active.contains(node)) {
        build.at(node.origin(), "gradient");
        contribute(node, gradient);
      }
    }
  }

  private void contribute(Node node, Node gradient) {
    for (int input = 0; input < node.inputs().size(); input++) {
      Node target = node.input(input);
      if (active.contains(target)) {
        Operation.of(node)
            .derivative(build, node, input, gradient)
            .ifPresent(contribution -> accumulate(target, contribution));
      }
    }
  }

  private void accumulate(Node target, Node contribution) {
    if (!contribution.type().equals(target.type())) {
      throw new IllegalStateException(
          "the gradient of "
              + target
              + ": "
              + target.type()
              + " came out as "
              + contribution.type());
    }
    gradients.merge(target, contribution, build::add);
  }

  /// What `node` depends on, itself included, in topological order.
  private static List<Node> reachedFrom(Node node) {
    Set<Node> reached = new HashSet<>();
    List<Node> open = new ArrayList<>(List.of(node));
    while (!open.isEmpty()) {
      Node next = open.removeLast();
      if (reached.add(next)) {
        open.addAll(next.inputs());
      }
    }
    return reached.stream().sorted(Comparator.comparingInt(Node::id)).toList();
  }

  private static Set<Node> dependentOn(List<Node> variables, List<Node> topological) {
    Set<Node> dependent = new HashSet<>(variables);
    for (Node node : topological) {
      if (node.inputs().stream().anyMatch(dependent::contains)) {
        dependent.add(node);
      }
    }
    return dependent;
  }
}
