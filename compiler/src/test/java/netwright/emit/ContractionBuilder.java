package netwright.emit;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.Order;

/// Makes a contraction for tests, `build.sums(rows, o).over(k).of(x, w).startingFrom(b).into(y, place)`: for each of `rows`
/// and `o` a sum over `k` of products of `x` and `w`, in sequence, from `b` or else from 0.
final class ContractionBuilder {
  private final ProgramBuilder build;
  private final List<Loop> output;
  private List<Loop> contracted = List.of();
  private Load left;
  private Load right;
  private Optional<Load> initial = Optional.empty();
  private Optional<Load> panels = Optional.empty();
  private Order order = Order.SEQUENTIAL;
  private int copies;

  ContractionBuilder(ProgramBuilder build, List<Loop> output) {
    this.build = build;
    this.output = output;
  }

  ContractionBuilder over(Loop... loops) {
    contracted = List.of(loops);
    return this;
  }

  ContractionBuilder of(Load left, Load right) {
    this.left = left;
    this.right = right;
    return this;
  }

  ContractionBuilder startingFrom(Load value) {
    initial = Optional.of(value);
    return this;
  }

  ContractionBuilder inOrder(Order order) {
    this.order = order;
    return this;
  }

  /// With memory for so many elements of factors.
  ContractionBuilder withCopies(int elements) {
    copies = elements;
    return this;
  }

  ContractionBuilder withPanels(Load stored) {
    panels = Optional.of(stored);
    return this;
  }

  Contraction into(Buffer buffer, Affine place) {
    return into(buffer, place, UnaryOperator.identity());
  }

  Contraction into(Buffer buffer, Affine place, UnaryOperator<LoopExpr> activation) {
    return then(sum -> List.of(ProgramBuilder.store(buffer, place, activation.apply(sum))));
  }

  Contraction then(Function<LoopExpr, List<LoopStmt>> epilogue) {
    Local sum = build.local(left.type());
    List<LoopStmt> after = epilogue.apply(ProgramBuilder.read(sum));
    Buffer lanes = copies == 0 ? build.lanes(sum.type()) : build.lanesAndCopies(copies);
    return new Contraction(
        output, contracted, left, right, initial, order, sum, after, lanes, panels);
  }
}
