package netwright.parallel;

import java.util.List;
import netwright.loop.LoopKernel;
import netwright.loop.LoopProgram;

/// A loop program for one or more threads.
///
/// @param program its kernels are those of all tasks, in order
/// @param parts how many threads there is work for
/// @param stages what all parts have to end before any of them goes on; within a stage, no task reads or writes what a
///     task of another part writes
/// @param reason why there are so many, for people
public record Schedule(LoopProgram program, int parts, List<List<Task>> stages, String reason) {

  public Schedule {
    stages = stages.stream().map(List::copyOf).toList();
  }

  /// `program` for one thread.
  public static Schedule single(LoopProgram program) {
    return single(program, "one thread");
  }

  /// `program` for one thread, and why not for more.
  public static Schedule single(LoopProgram program, String reason) {
    List<Task> tasks =
        program.kernels().stream().<Task>map(kernel -> new Task.ByPart(kernel, 0)).toList();
    return new Schedule(program, 1, List.of(tasks), reason);
  }

  /// The schedule with these stages, for memory like that of `program`.
  static Schedule of(LoopProgram program, int parts, List<List<Task>> stages, String reason) {
    List<LoopKernel> kernels = stages.stream().flatMap(List::stream).map(Task::kernel).toList();
    return new Schedule(program.with(kernels), parts, stages, reason);
  }

  /// All tasks, in order.
  public List<Task> tasks() {
    return stages.stream().flatMap(List::stream).toList();
  }
}
