package netwright.loop;

import java.util.List;

/// A whole program: its kernels run one after the other on flat arrays.
///
/// @param name what it computes, such as `train`
/// @param capacity the most samples a run may have
/// @param persistentSize elements of [Space#PERSISTENT]
/// @param scratchSize elements of [Space#SCRATCH]
/// @param wideSize elements of [Space#WIDE]
/// @param lanesSize elements of [Space#LANES]
public record LoopProgram(
    String name,
    int capacity,
    int persistentSize,
    int scratchSize,
    int wideSize,
    int lanesSize,
    List<LoopKernel> kernels) {

  public LoopProgram {
    kernels = List.copyOf(kernels);
  }

  /// Other kernels in the same memory.
  public LoopProgram with(List<LoopKernel> others) {
    return new LoopProgram(
        name, capacity, persistentSize, scratchSize, wideSize, lanesSize, others);
  }

  /// Elements of `space`.
  public int size(Space space) {
    return switch (space) {
      case PERSISTENT -> persistentSize;
      case SCRATCH -> scratchSize;
      case WIDE -> wideSize;
      case LANES -> lanesSize;
    };
  }
}
