package netwright.emit;

import java.util.Locale;
import netwright.loop.ElementType;
import netwright.loop.Primitive;

/// The methods of the JDK and of `netwright.runtime` that generated code calls.
final class Calls {
  static final String MATH = "java/lang/Math";
  static final String PROGRAM = "netwright/runtime/Program";
  static final String REHEARSABLE = "netwright/runtime/Rehearsable";
  static final String PARALLEL_PROGRAM = "netwright/threads/ParallelProgram";
  static final String MEMORY = "netwright/runtime/Memory";
  private static final String STRICT_MATH = "java/lang/StrictMath";
  private static final String FUNCTIONS = "netwright/runtime/math/Functions";
  private static final String FMA = "netwright/runtime/math/Fma";
  private static final String UNIFORM = "netwright/runtime/random/Uniform";

  private Calls() {}

  /// Pops three values, pushes the first two's product plus the third.
  static void fma(Code code, ElementType type) {
    String descriptor = type == ElementType.F32 ? "(FFF)F" : "(DDD)D";
    code.invokeStatic(code.expectsHardwareFma() ? MATH : FMA, "fma", descriptor);
  }

  /// Pushes whether fma runs on hardware.
  static void pushHardwareFma(Code code) {
    code.getStatic(FMA, "HARDWARE", "Z");
  }

  /// Pops the seed, the stream, the step and the element's number, pushes a draw from [0, 1).
  static void uniform(Code code, ElementType type) {
    if (type == ElementType.F32) {
      code.invokeStatic(UNIFORM, "ofFloat", "(JIJJ)F");
    } else {
      code.invokeStatic(UNIFORM, "ofDouble", "(JIJJ)D");
    }
  }

  /// Pops the arguments of an elementary function, pushes its value.
  static void elementary(Code code, Primitive function, ElementType type) {
    String letter = Signature.letter(type);
    String descriptor = "(" + letter.repeat(function.arity()) + ")" + letter;
    String name = function == Primitive.POWER ? "pow" : function.name().toLowerCase(Locale.ROOT);
    boolean own =
        type == ElementType.F32
            || function == Primitive.ERF
            || function == Primitive.SIGMOID
            || function == Primitive.POWER; // the one of StrictMath allocates
    code.invokeStatic(own ? FUNCTIONS : STRICT_MATH, name, descriptor);
  }

  /// Pops the arguments of `Math.name`, pushes its value.
  static void math(Code code, String name, int arity, ElementType type) {
    String letter = Signature.letter(type);
    code.invokeStatic(MATH, name, "(" + letter.repeat(arity) + ")" + letter);
  }
}
