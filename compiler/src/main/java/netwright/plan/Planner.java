package netwright.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import netwright.fuse.Kernel;
import netwright.fuse.KernelGraph;
import netwright.ir.DType;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.ir.TensorType;
import netwright.loop.Buffer;
import netwright.loop.Order;
import netwright.loop.Space;
import netwright.op.Contract;
import netwright.op.Elementwise;
import netwright.op.Move;
import netwright.op.Source;
import netwright.runtime.Port;
import netwright.runtime.ProgramSpec;

/// Decides which values go to memory, how long they are needed, and where they are.
public final class Planner {
  private final KernelGraph kernels;
  private final int capacity;
  private final VariableLayout variables;
  private final StoredPanels panels;
  private boolean sweeps = true;
  private final Map<Node, Integer> kernelOf = new HashMap<>();
  private final Map<Node, Integer> lastUse = new HashMap<>();
  private final Map<Node, Buffer> buffers = new LinkedHashMap<>();
  private final List<Plan.Copy> copies = new ArrayList<>();

  private Planner(KernelGraph kernels, int capacity, VariableLayout variables) {
    this.kernels = kernels;
    this.capacity = capacity;
    this.variables = variables;
    this.panels = new StoredPanels(variables);
  }

  /// The plan of a program for at most `capacity` samples.
  ///
  /// @throws ArithmeticException if it needs more elements than an array can have
  public static Plan plan(KernelGraph kernels, int capacity, VariableLayout variables) {
    return new Planner(kernels, capacity, variables).plan();
  }

  /// The same without memory for sweeps, which is some room for each value of each sample.
  ///
  /// @throws ArithmeticException if it needs more elements than an array can have
  public static Plan planWithoutSweeps(
      KernelGraph kernels, int capacity, VariableLayout variables) {
    Planner planner = new Planner(kernels, capacity, variables);
    planner.sweeps = false;
    return planner.plan();
  }

  /// The same as [#plan] for a program whose variables never change while it lives, so that it may read copies of them; who
  /// runs it calls [ProgramSpec#prepare] first.
  ///
  /// @throws ArithmeticException if it needs more elements than an array can have
  public static Plan planForConstants(KernelGraph kernels, int capacity, VariableLayout variables) {
    Planner planner = new Planner(kernels, capacity, variables);
    planner.panels.add(kernels);
    return planner.plan();
  }

  private Plan plan() {
    numberKernels();
    findLastUses();
    Map<String, Node> inPlace = assignInPlace();
    Arena scratch = new Arena(Space.SCRATCH, kernels.kernels().size());
    Arena wide = new Arena(Space.WIDE, kernels.kernels().size());
    reserve(scratch, wide, inPlace);
    boolean isWide = variables.dtype() == DType.F64;
    wide.add(null, Plan.Lanes.SIZE + (isWide ? copied() : 0), 0, kernels.kernels().size());
    scratch.place(buffers);
    Buffer single =
        new Buffer(Space.LANES, Space.LANES.nextLine(0), Plan.Lanes.SIZE + (isWide ? 0 : copied()));
    Optional<Buffer> direction =
        panels.all().isEmpty()
            ? Optional.empty()
            : Optional.of(new Buffer(Space.LANES, end(single), 1));
    Buffer lanes = wide.place(buffers);
    planCopies(inPlace);
    Plan.Lanes sweeps = sweeps(scratch.size(), wide.size());
    ProgramSpec spec =
        new ProgramSpec(
            kernels.graph().name(),
            capacity,
            Math.addExact(end(sweeps.single()), Plan.SLACK),
            Math.addExact(end(sweeps.wide()), isWide ? Plan.SLACK : 0),
            direction.map(Planner::end).orElse(end(single)) + Plan.SLACK,
            inputPorts(),
            outputPorts(),
            panels.all());
    return new Plan(
        kernels,
        spec,
        buffers,
        copies,
        new Plan.Lanes(single, lanes),
        direction,
        sweeps,
        panels.byRoot(),
        variables.dtype(),
        panels.size());
  }

  private static int end(Buffer buffer) {
    return Math.addExact(buffer.offset(), buffer.length());
  }

  /// Memory for sweeps behind everything else.
  private Plan.Lanes sweeps(int scratch, int wide) {
    boolean tiny = sweeps && variables.dtype() == DType.F32 && TinyNetworks.contain(kernels);
    int start = Space.SCRATCH.nextLine(scratch);
    return new Plan.Lanes(
        new Buffer(
            Space.SCRATCH,
            tiny ? start : scratch,
            tiny ? TinyNetworks.memory(kernels, capacity) : 0),
        new Buffer(Space.WIDE, wide, tiny ? Plan.Lanes.SIZE : 0));
  }

  /// Elements for what the sequential sums of the kernels copy of their factors, and keep between blocks of a sum.
  private int copied() {
    long most = 0;
    for (Kernel kernel : kernels.kernels()) {
      if (kernel instanceof Kernel.Contraction contraction) {
        most = Math.max(most, copied(contraction.root(), !contraction.epilogue().isEmpty()));
      }
    }
    return (int) Math.min(most, Plan.Lanes.MOST_COPIED);
  }

  /// A stripe of one factor, the sums of some stripes, and the rows of the other factor.
  private long copied(Node root, boolean hasEpilogue) {
    Contract contract = (Contract) root.op();
    if (contract.order() != Order.SEQUENTIAL || root.type().dtype() != variables.dtype()) {
      return 0;
    }
    long length = 1;
    for (char letter : contract.contracted().toCharArray()) {
      length *= size(root, letter);
    }
    long rows = 1;
    String letters = contract.result();
    for (int i = 0; i < letters.length() - 1; i++) { // the last one is the columns
      rows = Math.max(rows, size(root, letters.charAt(i)));
    }
    long stripes = Plan.Lanes.SUMS_WAITING * (length > Plan.Lanes.LONG_SUM ? rows : 0);
    long whole = length * rows <= Plan.Lanes.MOST_COPIED / 2 ? length * rows : 0;
    long columns = letters.isEmpty() ? 0 : size(root, letters.charAt(letters.length() - 1));
    boolean updates = hasEpilogue && letters.indexOf(Contract.BATCH) < 0;
    long waiting = updates ? waiting(rows * columns) : 0;
    long kept = length * Plan.Lanes.SUMS_COPIED + Math.max(stripes + whole, waiting);
    long copied = Math.max(kept, columns) + Plan.SLACK;
    return hasEpilogue ? Math.max(copied, deferred(length, columns)) : copied;
  }

  /// All sums of a gradient, for code whose kernels are shared: it updates when all are there.
  private static long waiting(long sums) {
    return sums <= Plan.Lanes.MOST_COPIED / 2 ? sums : 0;
  }

  /// A whole factor, the sums of some rows, and these rows of the other factor.
  private static long deferred(long length, long columns) {
    long padded = columns + 2 * Plan.SLACK;
    long sums = Plan.Lanes.ROWS_DEFERRED * padded;
    long rows = Plan.Lanes.ROWS_DEFERRED;
    if (length * columns > Plan.Lanes.MANY_DEFERRED) {
      rows = Plan.Lanes.MOST_ROWS_DEFERRED;
      sums = Math.max(sums, rows * (Plan.Lanes.FEW_COLUMNS_DEFERRED + 2 * Plan.SLACK));
    }
    return length * (padded + rows) + sums;
  }

  private long size(Node root, char letter) {
    return letter == Contract.BATCH
        ? capacity
        : ((Contract) root.op()).size(letter, root.input(0).type(), root.input(1).type());
  }

  private void numberKernels() {
    for (int number = 0; number < kernels.kernels().size(); number++) {
      for (Node node : kernels.kernels().get(number).nodes()) {
        kernelOf.put(node, number);
      }
    }
  }

  private void findLastUses() {
    for (Node node : kernels.graph().nodes()) {
      for (Node input : node.inputs()) {
        Node source = Move.base(input);
        int user = kernelOf.getOrDefault(node, -1);
        if (user >= 0 && !kernelOf.getOrDefault(source, -1).equals(user)) {
          lastUse.merge(source, user, Math::max);
        }
      }
    }
    for (Result result : kernels.graph().results()) {
      lastUse.put(result.node(), kernels.kernels().size());
    }
  }

  /// Assignments whose node can be written to the variable's own memory at once: no later kernel reads the old value,
  /// and its own kernel reads it at the same point only.
  private Map<String, Node> assignInPlace() {
    Map<String, Integer> lastReads = lastReads();
    Map<String, Node> inPlace = new HashMap<>();
    Set<Node> taken = new HashSet<>(values());
    for (Result result : kernels.graph().results()) {
      if (result instanceof Result.Assignment(String name, Node node)
          && node.type().dtype() == variables.dtype()) {
        int writer = kernelOf.get(node);
        boolean free = lastReads.getOrDefault(name, -1) <= writer && !readsElsewhere(writer, name);
        if (free && taken.add(node)) {
          inPlace.put(name, node);
        }
      }
    }
    return inPlace;
  }

  private List<Node> values() {
    return kernels.graph().results().stream()
        .filter(result -> result instanceof Result.Value)
        .map(Result::node)
        .toList();
  }

  private Map<String, Integer> lastReads() {
    Map<String, Integer> lastReads = new HashMap<>();
    for (Node node : kernels.graph().nodes()) {
      for (Node input : node.inputs()) {
        if (Move.base(input).op() instanceof Source.Variable variable
            && kernelOf.containsKey(node)) {
          lastReads.merge(variable.identifier(), kernelOf.get(node), Math::max);
        }
      }
    }
    return lastReads;
  }

  /// Whether a kernel reads the variable at other points than it writes.
  private boolean readsElsewhere(int number, String variable) {
    Kernel kernel = kernels.kernels().get(number);
    for (Node node : kernel.nodes()) {
      for (Node input : node.inputs()) {
        boolean reads =
            Move.base(input).op() instanceof Source.Variable read
                && read.identifier().equals(variable);
        boolean samePoint =
            node.op() instanceof Elementwise
                && Move.base(input) == input
                && (kernel instanceof Kernel.Map || kernel instanceof Kernel.Contraction);
        if (reads && !samePoint) {
          return true;
        }
      }
    }
    return false;
  }

  private void reserve(Arena scratch, Arena wide, Map<String, Node> inPlace) {
    int end = kernels.kernels().size();
    inPlace.forEach((name, node) -> buffers.put(node, variables.buffer(variables.get(name))));
    for (Node node : kernels.graph().nodes()) {
      Arena arena = node.type().dtype() == DType.F32 ? scratch : wide;
      if (node.op() instanceof Source.Variable variable) {
        buffers.put(node, variables.buffer(variables.get(variable.identifier())));
      } else if (node.op() instanceof Source.Input) {
        arena.add(node, size(node.type()), 0, end);
      } else if (kernelOf.containsKey(node)
          && lastUse.containsKey(node)
          && !buffers.containsKey(node)) {
        arena.add(node, size(node.type()), kernelOf.get(node), lastUse.get(node));
      }
    }
  }

  private void planCopies(Map<String, Node> inPlace) {
    for (Result result : kernels.graph().results()) {
      if (result instanceof Result.Assignment(String name, Node node)
          && inPlace.get(name) != node) {
        copies.add(
            new Plan.Copy(
                buffers.get(node), variables.buffer(variables.get(name)), size(node.type())));
      }
    }
  }

  private List<Port> inputPorts() {
    List<Port> ports = new ArrayList<>();
    for (Node node : kernels.graph().nodes()) {
      if (node.op() instanceof Source.Input input) {
        ports.add(port(input.identifier(), node));
      }
    }
    return ports;
  }

  private List<Port> outputPorts() {
    List<Port> ports = new ArrayList<>();
    for (Result result : kernels.graph().results()) {
      if (result instanceof Result.Value(String name, Node node)) {
        ports.add(port(name, node));
      }
    }
    return ports;
  }

  private Port port(String name, Node node) {
    Buffer buffer = buffers.get(node);
    boolean wide = buffer.space() == Space.WIDE;
    return new Port(
        name, wide, buffer.offset(), node.type().shape().elements(), node.type().batched());
  }

  private int size(TensorType type) {
    return Math.multiplyExact(type.shape().elements(), type.batched() ? capacity : 1);
  }
}
