package netwright.bench;

import java.io.PrintStream;
import netwright.driver.Workload;
import netwright.runtime.Memory;
import netwright.runtime.Program;

/// Training steps without end, each with its time in microseconds on a line of its own: what `bench/turns` compares. Arguments:
/// the network and the form, as [Networks] names them.
final class StepTimes {
  private StepTimes() {}

  public static void main(String... arguments) {
    Workload work = Workload.training(Networks.compile(arguments[0]));
    Program program = Networks.program(work, arguments.length > 1 ? arguments[1] : "vector");
    Memory memory = work.memory();
    PrintStream out = System.out;
    while (!out.checkError()) {
      memory.step++;
      long start = System.nanoTime();
      program.run(memory, work.rows());
      out.println((System.nanoTime() - start) / 1000);
    }
  }
}
