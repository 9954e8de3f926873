package netwright.runtime;

import java.lang.invoke.MethodHandles;

/// The program of a predictor, which any number of threads run: scalar code, which is fast at once, and vectors when they are
/// warm, if the network is large enough for vectors to be faster. The bits are the same.
public abstract class PredictionProgram implements Program, Runnable {
  /// Values of a row, or weights, from which on vectors are faster. Below, the JVM makes vectors of scalar code as well.
  private static final int LARGE = 1_000;

  /// Weights times rows, about half a second of scalar code. What ends before needs no other code.
  private static final long LONG = 1_000_000_000;

  private static final int ONE = 1;

  private final Program scalar;
  private final Schema schema;
  private final long work;
  private boolean warming;
  private volatile Program warm;

  /// Not exact, for threads add to it without looking at each other.
  private long done;

  /// A program that runs as `scalar`, and as [#vectors] after a while if that is faster.
  protected PredictionProgram(Program scalar, Schema schema) {
    this.scalar = scalar;
    this.schema = schema;
    this.work = work(schema);
    this.warming = work < LARGE || Flavour.fastest() == Flavour.SCALAR;
  }

  /// The program `name` of the classes that `lookup` finds.
  static Program of(MethodHandles.Lookup lookup, String name, Schema schema) {
    return new PredictionProgram(Flavour.program(lookup, name, Flavour.SCALAR), schema) {
      @Override
      protected Program vectors() {
        return Flavour.program(lookup, name);
      }
    };
  }

  /// The same program in vectors, if there is one: a [Rehearsable].
  protected abstract Program vectors();

  /// About how many products a row takes.
  private static long work(Schema schema) {
    ProgramSpec spec = schema.program();
    long values = ((long) spec.scratchSize() + spec.wideSize()) / spec.capacity();
    long weights = schema.persistentSize();
    for (Panels copy : spec.panels()) {
      weights -= copy.size();
    }
    return Math.max(weights, values);
  }

  @Override
  public final void run(Memory memory, int rows) {
    Program vectors = warm;
    if (vectors != null) {
      vectors.run(memory, rows);
      return;
    }
    scalar.run(memory, rows);
    if (!warming) {
      done += rows * work;
      if (done > LONG) {
        warmUp();
      }
    }
  }

  private synchronized void warmUp() {
    if (!warming) {
      warming = true;
      Thread.ofPlatform().name("netwright-warm-up").daemon().start(this);
    }
  }

  /// Warms the vectors up, for one row and for many; these take other ways through the code.
  @Override
  public final void run() {
    Memory memory = schema.program().madeUp(schema.precision(), schema.persistentSize());
    try {
      if (vectors() instanceof Rehearsable vectors
          && isFaster(vectors, memory, ONE)
          && isFaster(vectors, memory, schema.program().capacity())) {
        warm = vectors;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isFaster(Rehearsable vectors, Memory memory, int rows)
      throws InterruptedException {
    long limit = Math.min(nanos(memory, rows), nanos(memory, rows));
    return new WarmUp(vectors, memory, rows, () -> limit, WarmUp.Clock.SYSTEM).run();
  }

  private long nanos(Memory memory, int rows) {
    long start = System.nanoTime();
    scalar.run(memory, rows);
    return System.nanoTime() - start;
  }
}
