package netwright.driver;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import netwright.check.Elements;
import netwright.check.TypedModel;
import netwright.ir.Node;
import netwright.op.Contract;
import netwright.runtime.Flavour;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Port;
import netwright.runtime.Program;
import netwright.runtime.ProgramSpec;
import netwright.runtime.Variable;
import netwright.runtime.train.DataSet;
import netwright.threads.Team;

/// One program of a network (a training step, a prediction) on samples, its own or made-up ones, to be measured.
public final class Workload {
  private final Compilation compilation;
  private final BackEnd backEnd;
  private final int rows;
  private final DataSet all;

  private Workload(Compilation compilation, BackEnd backEnd, int rows, DataSet all) {
    this.compilation = compilation;
    this.backEnd = backEnd;
    this.rows = rows;
    this.all = all;
  }

  /// A training step on a batch of `rows` made-up samples.
  public static Workload training(Compilation compilation, int rows) {
    BackEnd backEnd = compilation.train(rows);
    return new Workload(compilation, backEnd, rows, madeUp(compilation, rows));
  }

  /// A training step on a batch of made-up samples as large as the recipe's.
  public static Workload training(Compilation compilation) {
    return training(compilation, compilation.model().recipe().batch());
  }

  /// A training step on the first batch of `data`.
  static Workload training(Compilation compilation, DataSet data) {
    int rows = Math.min(compilation.model().recipe().batch(), data.rows());
    return new Workload(compilation, compilation.train(rows), rows, data);
  }

  /// A prediction for `rows` made-up samples.
  ///
  /// @throws IllegalArgumentException if they are more than a program for predictions takes at a time
  public static Workload prediction(Compilation compilation, int rows) {
    return prediction(compilation, rows, madeUp(compilation, rows));
  }

  /// A prediction for the first `rows` samples of `data`.
  ///
  /// @throws IllegalArgumentException if they are more than a program for predictions takes at a time
  static Workload prediction(Compilation compilation, int rows, DataSet data) {
    BackEnd backEnd = compilation.predictor();
    if (rows > backEnd.plan().spec().capacity()) {
      throw new IllegalArgumentException(rows + " rows are too many");
    }
    return new Workload(compilation, backEnd, rows, data);
  }

  /// Samples in a run.
  public int rows() {
    return rows;
  }

  /// The samples of a run, for other programs to be measured on the same.
  public DataSet samples() {
    return all.rows() == rows ? all : all.select(IntStream.range(0, rows).toArray());
  }

  /// All samples that are known; states are fitted to them.
  DataSet all() {
    return all;
  }

  public ProgramSpec spec() {
    return backEnd.plan().spec();
  }

  /// The program as classes of `flavour`, loaded anew.
  public Program compiled(Flavour flavour) {
    return compiled(flavour, 1);
  }

  /// The program as classes of `flavour`, loaded anew, for at most `threads` threads, which it starts if it has work for
  /// them.
  public Program compiled(Flavour flavour, int threads) {
    Executable executable =
        backEnd.compiled(
            compilation.className() + "$Work", compilation.sourceName(), flavour, threads);
    return Team.of(executable.program(), executable.spec());
  }

  /// The program in plain code around one vector kernel of the width of `flavour`.
  public Program sharedTile(Flavour flavour) {
    return backEnd
        .sharedTile(compilation.className() + "$Soon", compilation.sourceName(), flavour)
        .program();
  }

  /// The program as the interpreter runs it.
  public Program interpreted() {
    return backEnd.interpreted().program();
  }

  /// Memory with first weights, and the samples where the program reads them; for a program of the widest flavour, or in scalar code.
  public Memory memory() {
    return memory(Flavour.widest());
  }

  /// Memory with first weights, and the samples where the program reads them, for a program of `flavour`, or in scalar code.
  Memory memory(Flavour flavour) {
    Persistent persistent = compilation.persistent();
    FirstWeights.fill(compilation, all, persistent);
    Memory memory = spec().memory(prepared(persistent, flavour));
    DataSet first = all.piece(0, rows);
    for (Port port : spec().inputs()) {
      if (port.batched()) {
        int length = rows * port.size();
        if (port.wide()) {
          System.arraycopy(first.wideOf(port.name()), 0, memory.wide, port.offset(), length);
        } else {
          System.arraycopy(first.of(port.name()), 0, memory.scratch, port.offset(), length);
        }
      }
    }
    new Schedules(compilation).begin(spec(), memory);
    memory.seed = compilation.model().recipe().seed();
    memory.step = 1;
    return memory;
  }

  /// The variables of the program, and what it reads copies of in `flavour`.
  private Persistent prepared(Persistent persistent, Flavour flavour) {
    if (spec().panels().isEmpty()) {
      return persistent;
    }
    Persistent own = Persistent.of(compilation.precision(), backEnd.plan().persistentSize());
    for (Variable variable : backEnd.layout().variables()) {
      for (int i = 0; i < variable.size(); i++) {
        own.set(variable.offset() + i, persistent.get(variable.offset() + i));
      }
    }
    spec().prepare(own, flavour);
    return own;
  }

  /// Bytes that the interpreter needs for a run: it keeps the values of all nodes, in f64.
  long interpreterBytes() {
    long elements = 0;
    for (Node node : backEnd.canonical().nodes()) {
      elements += (long) node.type().shape().elements() * (node.type().batched() ? rows : 1);
    }
    return elements * Double.BYTES;
  }

  /// Floating-point operations of a run in contractions: two for each product.
  public long flops() {
    long flops = 0;
    for (Node node : backEnd.kernels().graph().nodes()) {
      if (node.op() instanceof Contract contract) {
        flops += 2 * products(contract, node);
      }
    }
    return flops;
  }

  private long products(Contract contract, Node node) {
    long products = 1;
    String letters = contract.left() + contract.right();
    for (int letter : letters.chars().distinct().toArray()) {
      products *=
          letter == Contract.BATCH
              ? rows
              : contract.size((char) letter, node.input(0).type(), node.input(1).type());
    }
    return products;
  }

  private static DataSet madeUp(Compilation compilation, int rows) {
    TypedModel model = compilation.model();
    Map<String, double[]> values = new LinkedHashMap<>();
    model.trainingPorts().forEach(port -> values.put(port.name(), madeUp(port, rows)));
    model.data().weight().ifPresent(weight -> Arrays.fill(values.get(weight.port()), 1));
    return GivenSamples.of(compilation.precision(), rows, values);
  }

  /// Numbers from -1 to 1; classes in turn.
  private static double[] madeUp(TypedModel.Port port, int rows) {
    double[] values = new double[rows * port.type().shape().elements()];
    java.util.Random random = new java.util.Random(port.name().hashCode());
    for (int i = 0; i < values.length; i++) {
      values[i] =
          port.type().elements() instanceof Elements.OneOf(int count, List<String> _)
              ? random.nextInt(count)
              : 2 * random.nextFloat() - 1;
    }
    return values;
  }
}
