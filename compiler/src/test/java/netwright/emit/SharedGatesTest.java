package netwright.emit;

import static netwright.emit.ProgramBuilder.apply;
import static netwright.emit.ProgramBuilder.at;
import static netwright.emit.ProgramBuilder.constant;
import static netwright.emit.ProgramBuilder.load;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.Primitive;
import netwright.loop.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `relu` and its derivative after a product in shared code.
class SharedGatesTest {
  private static final int SUMS = 9;

  private final ProgramBuilder build = new ProgramBuilder();
  private final Loop row = build.rows(1);
  private Loop column;
  private Buffer result;

  /// y = activation(x · w) with so many columns.
  private void product(int columns, int copies, UnaryOperator<LoopExpr> activation) {
    Loop step = build.loop(SUMS);
    Buffer x = build.buffer(Space.SCRATCH, SUMS * ProgramBuilder.CAPACITY);
    Buffer w = build.buffer(Space.PERSISTENT, SUMS * columns);
    build.kernel(
        build
            .sums(row, column)
            .over(step)
            .of(load(x, at(row, SUMS, step, 1)), load(w, at(step, columns, column, 1)))
            .withCopies(copies)
            .into(result, at(row, columns, column, 1), activation));
  }

  private void columns(int columns) {
    column = build.loop(columns);
    result = matrix(columns);
  }

  private Buffer matrix(int columns) {
    return build.buffer(Space.SCRATCH, columns * ProgramBuilder.CAPACITY);
  }

  private static LoopExpr gate(LoopExpr test, LoopExpr value) {
    return choice(Primitive.LESS_OR_EQUAL, test, 0, value);
  }

  private static LoopExpr choice(
      Primitive comparison, LoopExpr test, double otherwise, LoopExpr value) {
    LoopExpr closed = apply(comparison, test, constant(0));
    return apply(Primitive.SELECT, closed, constant(otherwise), value);
  }

  private boolean isCalled() {
    Lanes lanes = new Lanes.Shared(16, 1);
    return ClassEmitter.emit(build.build(), "test.Gate", "a.net", lanes).stream()
        .map(emitted -> new String(emitted.bytes(), StandardCharsets.ISO_8859_1))
        .anyMatch(bytes -> bytes.contains("netwright/shared/SharedGate"));
  }

  private void check(boolean gate) {
    assertEquals(gate, isCalled());
    for (long seed = 0; seed < 2; seed++) {
      Agreement.check(build.build(), seed);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 16, 67, 150})
  void reluIsAGate(int columns) {
    columns(columns);
    product(columns, 20_000, sum -> gate(sum, sum));
    check(true);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 16, 67, 150})
  void itsDerivativeIsAGateByItsResult(int columns) {
    columns(columns);
    Affine place = at(row, columns, column, 1);
    Buffer relu = matrix(columns);
    product(columns, 20_000, sum -> gate(load(relu, place), sum));
    check(true);
  }

  @Test
  void itMayGoWhereTheResultIs() {
    columns(67);
    Affine place = at(row, 67, column, 1);
    product(67, 20_000, sum -> gate(load(result, place), sum));
    check(true);
  }

  @Test
  void otherChoicesStayInPlainCode() {
    columns(67);
    product(67, 20_000, sum -> choice(Primitive.LESS, sum, 0, sum));
    product(67, 20_000, sum -> choice(Primitive.LESS_OR_EQUAL, sum, 1, sum));
    product(67, 20_000, sum -> choice(Primitive.LESS_OR_EQUAL, sum, -0.0, sum));
    product(67, 20_000, sum -> gate(sum, apply(Primitive.ADD, sum, sum)));
    check(false);
  }

  @Test
  void aTestWhoseColumnsAreApartStaysInPlainCode() {
    columns(67);
    Buffer turned = build.buffer(Space.PERSISTENT, 2 * 67);
    product(67, 20_000, sum -> gate(load(turned, at(column, 2)), sum));
    check(false);
  }
}
