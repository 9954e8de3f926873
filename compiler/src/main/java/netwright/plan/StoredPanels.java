package netwright.plan;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import netwright.fuse.Kernel;
import netwright.fuse.KernelGraph;
import netwright.ir.Node;
import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.LoopStmt;
import netwright.loop.Order;
import netwright.op.Contract;
import netwright.op.Source;
import netwright.runtime.Panels;
import netwright.runtime.Variable;

/// Second copies of weights that never change, behind the weights, in the order in which tiles read them: a single prediction
/// then reads each matrix in a few long streams. What no longer fits the third cache is not copied, for it would take twice the
/// memory to be read as slowly.
final class StoredPanels {
  /// Words, 8 MB, that all copies may have.
  private static final int MOST = 1 << 21;

  private static final int LEAST_STEPS = 16;

  private final VariableLayout variables;
  private final ElementType type;
  private final Map<Variable, Panels> copies = new LinkedHashMap<>();
  private final Map<Node, Buffer> byRoot = new HashMap<>();
  private int end;

  /// No copies yet.
  StoredPanels(VariableLayout variables) {
    this.variables = variables;
    this.type = variables.space().element();
    this.end = variables.space().nextLine(variables.size());
  }

  /// Copies for the contractions of `kernels`.
  void add(KernelGraph kernels) {
    if (type == ElementType.F32 && TinyNetworks.contain(kernels)) {
      return;
    }
    for (Kernel kernel : kernels.kernels()) {
      if (kernel instanceof Kernel.Contraction(Node root, List<Node> _)) {
        add(root, (Contract) root.op());
      }
    }
  }

  private void add(Node root, Contract contract) {
    String result = contract.result();
    if (contract.order() != Order.SEQUENTIAL
        || contract.contracted().length() != 1
        || result.isEmpty()) {
      return; // no matrix, or none with columns
    }
    String rowsAndColumns = contract.contracted() + result.substring(result.length() - 1);
    if (contract.right().equals(rowsAndColumns)) {
      add(root, root.input(1));
    } else if (contract.left().equals(rowsAndColumns)) {
      add(root, root.input(0));
    }
  }

  private void add(Node root, Node matrix) {
    if (matrix.op() instanceof Source.Variable source) {
      Variable variable = variables.get(source.identifier());
      if (isCopied(variable)) {
        Panels panels = copies.computeIfAbsent(variable, this::panels);
        byRoot.put(root, new Buffer(variables.space(), panels.at(), panels.size()));
      }
    }
  }

  private boolean isCopied(Variable variable) {
    boolean fits = end - variables.size() + filledUp(variable) <= MOST / words();
    return (fits || copies.containsKey(variable))
        && variable.shape().getFirst() >= LEAST_STEPS
        && variable.shape().getLast() >= width() / 2;
  }

  /// The elements of its copy, whose last panel is as wide as the others.
  private long filledUp(Variable matrix) {
    long panels = Math.ceilDiv(matrix.shape().getLast(), width());
    return panels * width() * matrix.shape().getFirst();
  }

  private Panels panels(Variable matrix) {
    Panels panels =
        new Panels(
            matrix.offset(), matrix.shape().getFirst(), matrix.shape().getLast(), width(), end);
    end = Math.addExact(end, panels.size());
    return panels;
  }

  /// Those of an element.
  private int words() {
    return type == ElementType.F64 ? 2 : 1;
  }

  private int width() {
    return LoopStmt.Contraction.widestPanel(type);
  }

  /// The copies, by the roots of the contractions that read them.
  Map<Node, Buffer> byRoot() {
    return byRoot;
  }

  /// All copies.
  List<Panels> all() {
    return List.copyOf(copies.values());
  }

  /// Elements of the array with weights and copies, and [Plan#SLACK] behind them.
  int size() {
    return copies.isEmpty() ? variables.size() : Math.addExact(end, Plan.SLACK);
  }
}
