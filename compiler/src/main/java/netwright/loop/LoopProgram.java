package netwright.loop;

import java.util.List;
import java.util.Optional;

/// A whole program: its kernels run one after the other on flat arrays.
///
/// @param name what it computes, such as `train`
/// @param capacity the most samples a run may have
/// @param variables the type of what lives from run to run: F32 or F64
/// @param persistentSize elements of [Space#PERSISTENT] or, if that type is F64, of [Space#WIDE_PERSISTENT]
/// @param scratchSize elements of [Space#SCRATCH]
/// @param wideSize elements of [Space#WIDE]
/// @param lanesSize elements of [Space#LANES]
/// @param direction an element of [Space#LANES] that lives from run to run, in which an emitter may note which way a run goes over
///   the panels of [LoopStmt.Contraction]; it begins as 0
public record LoopProgram(
    String name,
    int capacity,
    ElementType variables,
    int persistentSize,
    int scratchSize,
    int wideSize,
    int lanesSize,
    Optional<Buffer> direction,
    List<LoopKernel> kernels) {

  /// Elements that a vector may read past the end of a buffer.
  public static final int SLACK = 16;

  public LoopProgram {
    kernels = List.copyOf(kernels);
  }

  /// A program whose variables are F32, without a direction.
  public LoopProgram(
      String name,
      int capacity,
      int persistentSize,
      int scratchSize,
      int wideSize,
      int lanesSize,
      List<LoopKernel> kernels) {
    this(
        name,
        capacity,
        ElementType.F32,
        persistentSize,
        scratchSize,
        wideSize,
        lanesSize,
        Optional.empty(),
        kernels);
  }

  /// Other kernels in the same memory.
  public LoopProgram with(List<LoopKernel> others) {
    return new LoopProgram(
        name,
        capacity,
        variables,
        persistentSize,
        scratchSize,
        wideSize,
        lanesSize,
        direction,
        others);
  }

  /// Whether the array behind `buffer` goes on for a vector of `lanes` elements after the last one, so that reading a vector
  /// from anywhere inside the buffer is safe; what lies behind is not looked at.
  public boolean hasSlack(Buffer buffer, int lanes) {
    return buffer.offset() + buffer.length() + lanes <= size(buffer.space());
  }

  /// Whether code for `buffer` works wherever in its array one like it lies, as far as vectors read beyond its end.
  public boolean hasSlack(Buffer buffer) {
    return buffer.space().element() != variables // vectors do not read it
        || hasSlack(buffer, SLACK);
  }

  /// Elements of `space`.
  public int size(Space space) {
    return switch (space) {
      case PERSISTENT, WIDE_PERSISTENT -> space.element() == variables ? persistentSize : 0;
      case SCRATCH -> scratchSize;
      case WIDE -> wideSize;
      case LANES -> lanesSize;
    };
  }
}
