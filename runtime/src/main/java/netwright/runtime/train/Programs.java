package netwright.runtime.train;

import java.lang.invoke.MethodHandles;
import netwright.runtime.Flavour;
import netwright.runtime.Persistent;
import netwright.runtime.Precision;
import netwright.runtime.Program;
import netwright.runtime.ProgramSpec;
import netwright.runtime.Rehearsable;

/// The programs of a trainer, made of classes beside the one that users call.
final class Programs {
  private static final int SLACK = 16;

  private final MethodHandles.Lookup lookup;
  private final String className;

  /// @param lookup of the package that the classes are in
  /// @param className the binary name of the class that users call
  Programs(MethodHandles.Lookup lookup, String className) {
    this.lookup = lookup;
    this.className = className;
  }

  /// The weights of a program that reads none.
  static Persistent nothing() {
    return Persistent.of(Precision.F64, SLACK);
  }

  /// The program `name` in scalar code.
  Program scalar(String name) {
    return Flavour.program(lookup, className + '$' + name, Flavour.SCALAR);
  }

  /// The program `name` as it becomes fastest: in scalar code first, in vectors when a thread has warmed these up beside it.
  Program fastest(String name, ProgramSpec spec, Persistent persistent) {
    Program fastest = Flavour.program(lookup, className + '$' + name, Flavour.fastest());
    return fastest instanceof Rehearsable vectors
        ? new WarmingProgram(scalar(name), vectors, spec, persistent)
        : fastest;
  }
}
