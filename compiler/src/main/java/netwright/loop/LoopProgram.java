package netwright.loop;

import java.util.List;

/// A whole program: its kernels run one after the other on flat arrays.
///
/// @param name what it computes, such as `train`
/// @param capacity the most samples a run may have
/// @param variables the type of what lives from run to run: F32 or F64
/// @param persistentSize elements of [Space#PERSISTENT] or, if that type is F64, of [Space#WIDE_PERSISTENT]
/// @param scratchSize elements of [Space#SCRATCH]
/// @param wideSize elements of [Space#WIDE]
/// @param lanesSize elements of [Space#LANES]
public record LoopProgram(
    String name,
    int capacity,
    ElementType variables,
    int persistentSize,
    int scratchSize,
    int wideSize,
    int lanesSize,
    List<LoopKernel> kernels) {

  public LoopProgram {
    kernels = List.copyOf(kernels);
  }

  /// A program whose variables are F32.
  public LoopProgram(
      String name,
      int capacity,
      int persistentSize,
      int scratchSize,
      int wideSize,
      int lanesSize,
      List<LoopKernel> kernels) {
    this(
        name, capacity, ElementType.F32, persistentSize, scratchSize, wideSize, lanesSize, kernels);
  }

  /// Other kernels in the same memory.
  public LoopProgram with(List<LoopKernel> others) {
    return new LoopProgram(
        name, capacity, variables, persistentSize, scratchSize, wideSize, lanesSize, others);
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
