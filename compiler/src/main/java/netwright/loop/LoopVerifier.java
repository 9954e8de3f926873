package netwright.loop;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Checks what every loop program must obey: names are unique and defined before use, types agree, every access stays
/// inside its buffer and every buffer inside its space.
///
/// A violation is an error of the compiler, not of the user's.
public final class LoopVerifier {
  private static final int MOST_PROBLEMS = 20;
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");

  private LoopVerifier() {}

  /// Returns `program` if it is sound.
  ///
  /// @throws IllegalStateException naming every violation found, if there is one
  public static LoopProgram verify(LoopProgram program) {
    List<String> problems = problems(program);
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "loop program " + program.name() + " is not sound:\n  " + String.join("\n  ", problems));
    }
    return program;
  }

  /// The first violations found, each with its kernel; none if the program is sound.
  public static List<String> problems(LoopProgram program) {
    List<String> problems = new ArrayList<>();
    if (program.capacity() < 1) {
      problems.add("the capacity is " + program.capacity());
    }
    program
        .direction()
        .filter(direction -> !isElementOfLanes(program, direction))
        .ifPresent(direction -> problems.add("the direction is " + direction));
    Set<String> names = new HashSet<>();
    for (LoopKernel kernel : program.kernels()) {
      if (!IDENTIFIER.matcher(kernel.name()).matches() || !names.add(kernel.name())) {
        problems.add(kernel.name() + ": not an identifier, or not unique");
      }
      new KernelVerifier(program, kernel, problems).verify();
      if (problems.size() > MOST_PROBLEMS) {
        break;
      }
    }
    return problems;
  }

  private static boolean isElementOfLanes(LoopProgram program, Buffer buffer) {
    return buffer.space() == Space.LANES
        && buffer.length() == 1
        && buffer.offset() >= 0
        && buffer.offset() < program.lanesSize();
  }
}
