package netwright.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.fuse.KernelGraph;
import netwright.ir.DType;
import netwright.ir.Node;
import netwright.loop.Buffer;
import netwright.loop.LoopProgram;
import netwright.runtime.ProgramSpec;

/// Where everything is.
///
/// @param buffers the memory of inputs, variables and values that kernels keep
/// @param copies what is copied at the end of a run, in this order: values that could not be computed in place
/// @param lanes scratch memory of sums, in single and double precision
/// @param direction where it is noted which way a run goes over the panels, if there are any; see [LoopProgram#direction]
/// @param sweeps memory of sweeps over the rows, in single and double precision; empty unless the network is tiny
/// @param panels by the roots of contractions, second copies of their weights: see [StoredPanels]
/// @param variables the type of all variables
/// @param persistentSize elements of the variables' array
public record Plan(
    KernelGraph kernels,
    ProgramSpec spec,
    Map<Node, Buffer> buffers,
    List<Copy> copies,
    Lanes lanes,
    Optional<Buffer> direction,
    Lanes sweeps,
    Map<Node, Buffer> panels,
    DType variables,
    int persistentSize) {

  /// Elements behind the last buffer of an array of floats, so that a vector can be read from anywhere in it.
  public static final int SLACK = LoopProgram.SLACK;

  /// A copy of all elements of one buffer to another of the same size.
  ///
  /// @param size elements
  public record Copy(Buffer from, Buffer to, int size) {}

  /// Memory for sixteen accumulators of each of sixteen sums side by side; in single precision, also for copies of what
  /// some neighbouring sums of a contraction add up.
  public record Lanes(Buffer single, Buffer wide) {
    /// Elements for accumulators.
    public static final int SIZE = 384;

    /// How many neighbouring sums may be copied at a time.
    public static final int SUMS_COPIED = 64;

    /// How many neighbouring sums of each row may wait in memory while they are taken in blocks.
    public static final int SUMS_WAITING = 4 * SUMS_COPIED;

    /// Longer sums may be taken in blocks.
    public static final int LONG_SUM = 1024;

    /// So many rows of sums may wait for what is done with them.
    public static final int ROWS_DEFERRED = 48;

    /// Of a factor with more elements, more rows may wait with fewer columns.
    public static final int MANY_DEFERRED = 1 << 17;

    /// So many rows.
    public static final int MOST_ROWS_DEFERRED = 144;

    /// With no more columns than these.
    public static final int FEW_COLUMNS_DEFERRED = 1024;

    /// The most elements that are copied.
    public static final int MOST_COPIED = 1 << 21;
  }

  public Plan {
    buffers = Map.copyOf(buffers);
    copies = List.copyOf(copies);
    panels = Map.copyOf(panels);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("plan of ").append(spec.name());
    text.append(": capacity ")
        .append(spec.capacity())
        .append(", scratch ")
        .append(spec.scratchSize());
    text.append(", wide ")
        .append(spec.wideSize())
        .append(", lanes ")
        .append(spec.lanesSize())
        .append(", persistent ")
        .append(persistentSize)
        .append('\n');
    kernels.graph().nodes().stream()
        .filter(buffers::containsKey)
        .forEach(node ->
            text.append("  ").append(node).append(" -> ").append(buffers.get(node)).append('\n'));
    copies.forEach(copy ->
        text.append("  copy ").append(copy.from()).append(" -> ").append(copy.to()).append('\n'));
    return text.toString();
  }
}
