package netwright.loop;

import java.util.List;

/// A whole program: its kernels run one after the other on three flat arrays.
///
/// @param name what it computes, such as `train`
/// @param capacity the most samples a run may have
/// @param persistentSize elements of [Space#PERSISTENT]
/// @param scratchSize elements of [Space#SCRATCH]
/// @param wideSize elements of [Space#WIDE]
public record LoopProgram(
    String name,
    int capacity,
    int persistentSize,
    int scratchSize,
    int wideSize,
    List<LoopKernel> kernels) {

  public LoopProgram {
    kernels = List.copyOf(kernels);
  }
}
