package netwright.emit;

import static netwright.emit.ProgramBuilder.apply;
import static netwright.emit.ProgramBuilder.at;
import static netwright.emit.ProgramBuilder.bits;
import static netwright.emit.ProgramBuilder.constant;
import static netwright.emit.ProgramBuilder.load;
import static netwright.emit.ProgramBuilder.parallel;
import static netwright.emit.ProgramBuilder.store;
import static netwright.loop.ElementType.F32;
import static netwright.loop.ElementType.F64;
import static netwright.loop.ElementType.I32;
import static netwright.loop.ElementType.MASK;
import static netwright.loop.Primitive.BITS;
import static netwright.loop.Primitive.FROM_BITS;
import static netwright.loop.Primitive.LESS;
import static netwright.loop.Primitive.NARROW;
import static netwright.loop.Primitive.SELECT;
import static netwright.loop.Primitive.WIDEN;

import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.Primitive;
import netwright.loop.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each primitive and each other expression, compiled and interpreted.
class PrimitiveEmissionTest {
  private static final int LENGTH = 45;

  private final ProgramBuilder build = new ProgramBuilder();

  @ParameterizedTest
  @EnumSource(
      value = Primitive.class,
      names = {"WIDEN", "NARROW", "BITS", "FROM_BITS", "SELECT", "(INT|SHIFT).*"},
      mode = EnumSource.Mode.MATCH_NONE)
  void realPrimitive(Primitive primitive) {
    map(primitive, F32);
    map(primitive, F64);
    Agreement.check(build.build(), 1);
  }

  @ParameterizedTest
  @EnumSource(value = Primitive.class, names = "INT_.*", mode = EnumSource.Mode.MATCH_ALL)
  void integerPrimitive(Primitive primitive) {
    Loop i = build.loop(LENGTH);
    LoopExpr value = apply(primitive, anyBits(i), anyBits(i));
    build.kernel(parallel(i, store(build.scratch(LENGTH), at(i, 1), apply(FROM_BITS, value))));
    Agreement.check(build.build(), 2);
  }

  @ParameterizedTest
  @EnumSource(value = Primitive.class, names = "SHIFT.*", mode = EnumSource.Mode.MATCH_ALL)
  void shift(Primitive primitive) {
    Loop i = build.loop(LENGTH);
    LoopExpr value = apply(primitive, anyBits(i), bits(7));
    build.kernel(parallel(i, store(build.scratch(LENGTH), at(i, 1), apply(FROM_BITS, value))));
    Agreement.check(build.build(), 3);
  }

  @Test
  void selectionsOfEveryType() {
    for (ElementType type : new ElementType[] {F32, F64, I32, MASK}) {
      Loop i = build.loop(LENGTH);
      LoopExpr mask = apply(LESS, element(F32, i), element(F32, i));
      write(i, apply(SELECT, mask, value(type, i), value(type, i)));
    }
    Agreement.check(build.build(), 4);
  }

  @Test
  void comparisonsOfIntegers() {
    for (Primitive primitive : Primitive.values()) {
      if (primitive.isComparison()) {
        Loop i = build.loop(LENGTH);
        write(
            i,
            apply(
                primitive,
                anyBits(i),
                apply(SELECT, apply(LESS, element(F32, i), constant(0)), bits(0), bits(1))));
      }
    }
    Agreement.check(build.build(), 5);
  }

  @Test
  void conversions() {
    Loop i = build.loop(LENGTH);
    write(i, apply(NARROW, element(F64, i)));
    Loop j = build.loop(LENGTH);
    write(j, apply(WIDEN, element(F32, j)));
    Agreement.check(build.build(), 6);
  }

  @Test
  void numbersThatTheRunBrings() {
    for (ElementType type : new ElementType[] {F32, F64, I32}) {
      Loop outer = build.loop(3);
      Loop inner = build.rows(2);
      Buffer to = build.buffer(type == F64 ? Space.WIDE : Space.SCRATCH, 3 * 42);
      LoopExpr position = new LoopExpr.Position(type, at(outer, 20_000_003, inner, 7).plus(5));
      LoopExpr value = type == I32 ? apply(FROM_BITS, position) : position;
      build.kernel(parallel(outer, parallel(inner, store(to, at(outer, 42, inner, 1), value))));
    }
    Loop i = build.loop(LENGTH);
    write(i, apply(Primitive.DIVIDE, new LoopExpr.RowCount(), new LoopExpr.StepCount()));
    Loop j = build.loop(LENGTH);
    write(j, new LoopExpr.Uniform(F32, 3, at(j, 2).plus(1)));
    Loop k = build.loop(LENGTH);
    write(k, new LoopExpr.Uniform(F64, 3, at(k, 2).plus(1)));
    Agreement.check(build.build(), 7);
  }

  private void map(Primitive primitive, ElementType type) {
    Loop i = build.loop(LENGTH);
    LoopExpr[] arguments = new LoopExpr[primitive.arity()];
    for (int argument = 0; argument < arguments.length; argument++) {
      arguments[argument] = element(type, i);
    }
    write(i, apply(primitive, arguments));
  }

  private LoopExpr element(ElementType type, Loop i) {
    return load(build.buffer(type == F64 ? Space.WIDE : Space.SCRATCH, LENGTH), at(i, 1));
  }

  private LoopExpr anyBits(Loop i) {
    return apply(BITS, element(F32, i));
  }

  private LoopExpr value(ElementType type, Loop i) {
    return switch (type) {
      case F32, F64 -> element(type, i);
      case I32 -> anyBits(i);
      case MASK -> apply(LESS, element(F32, i), element(F32, i));
    };
  }

  /// Stores `value` in a kernel of its own, as the float or double that shows it.
  private void write(Loop i, LoopExpr value) {
    LoopExpr shown =
        switch (value.type()) {
          case F32, F64 -> value;
          case I32 -> apply(FROM_BITS, value);
          case MASK -> apply(SELECT, value, constant(2), constant(-0.0));
        };
    Buffer to = build.buffer(shown.type() == F64 ? Space.WIDE : Space.PERSISTENT, LENGTH);
    build.kernel(parallel(i, store(to, at(i, 1), shown)));
  }
}
