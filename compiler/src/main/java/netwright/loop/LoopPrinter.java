package netwright.loop;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.LoopStmt.For;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.Reduction;
import netwright.loop.LoopStmt.Store;
import netwright.loop.LoopStmt.Sweep;

/// Text of loop programs, for people: one line a statement, two more spaces a nesting.
public final class LoopPrinter {
  private final StringBuilder text = new StringBuilder();

  private LoopPrinter() {}

  /// The whole program, its sizes first.
  public static String print(LoopProgram program) {
    LoopPrinter printer = new LoopPrinter();
    printer.line(
        0,
        "program %s (capacity %d, persistent %d, scratch %d, wide %d, lanes %d)"
            .formatted(
                program.name(),
                program.capacity(),
                program.persistentSize(),
                program.scratchSize(),
                program.wideSize(),
                program.lanesSize()));
    program.direction().ifPresent(place -> printer.line(1, "direction in " + place));
    for (LoopKernel kernel : program.kernels()) {
      printer.text.append('\n');
      printer.kernel(kernel);
    }
    return printer.text.toString();
  }

  /// One kernel.
  public static String print(LoopKernel kernel) {
    LoopPrinter printer = new LoopPrinter();
    printer.kernel(kernel);
    return printer.text.toString();
  }

  /// One expression, with as many parentheses as it needs and no more.
  public static String print(LoopExpr expression) {
    return LoopExprPrinter.print(expression);
  }

  private void kernel(LoopKernel kernel) {
    String origin = kernel.origin().isNone() ? "" : " at " + kernel.origin();
    String rows =
        switch (kernel.rows()) {
          case ANY -> "";
          case FEW -> " if rows < " + Rows.MANY_FROM;
          case MANY -> " if rows >= " + Rows.MANY_FROM;
        };
    line(0, "kernel " + kernel.name() + origin + rows);
    block(1, kernel.body());
  }

  private void block(int depth, List<LoopStmt> statements) {
    statements.forEach(statement -> statement(depth, statement));
  }

  private void statement(int depth, LoopStmt statement) {
    switch (statement) {
      case For loop -> {
        line(depth, (loop.parallel() ? "parallel for " : "for ") + loop.loop());
        block(depth + 1, loop.body());
      }
      case Let let -> line(depth, let.local() + " = " + print(let.value()));
      case Store store ->
          line(depth, element(store.buffer(), store.position()) + " = " + print(store.value()));
      case LoopStmt.ScatterAdd add ->
          line(
              depth,
              LoopExprPrinter.picked(
                      add.buffer(), add.position(), add.index(), add.stride(), add.count())
                  + " += "
                  + print(add.value()));
      case Reduction reduction -> reduction(depth, reduction);
      case Contraction contraction -> contraction(depth, contraction);
      case Sweep sweep -> sweep(depth, sweep);
    }
  }

  private void reduction(int depth, Reduction reduction) {
    String combine = reduction.combine().name().toLowerCase(Locale.ROOT);
    line(
        depth,
        "%s = %s over %s in %s"
            .formatted(reduction.result(), combine, loops(reduction.reduced()), reduction.lanes()));
    block(depth + 1, List.copyOf(reduction.lets()));
    line(depth + 1, "of " + print(reduction.element()));
  }

  private void contraction(int depth, Contraction contraction) {
    line(
        depth,
        "contract for %s over %s in %s"
            .formatted(
                loops(contraction.output()), loops(contraction.contracted()), contraction.lanes()));
    String initial = contraction.initial().map(load -> print(load) + " + ").orElse("");
    String order = contraction.order() == Order.SEQUENTIAL ? "sequential" : "sixteen lanes";
    line(
        depth + 1,
        "%s = %ssum %s · %s, %s"
            .formatted(
                contraction.accumulator(),
                initial,
                print(contraction.left()),
                print(contraction.right()),
                order));
    contraction.panels().ifPresent(panels -> line(depth + 1, "panels " + print(panels)));
    block(depth + 1, contraction.epilogue());
  }

  private void sweep(int depth, Sweep sweep) {
    line(depth, "sweep %s in %s".formatted(sweep.rows(), sweep.memory()));
    block(depth + 1, sweep.body());
    for (LoopStmt.RowSum sum : sweep.sums()) {
      String right = sum.right().map(factor -> " · " + print(factor)).orElse("");
      line(
          depth + 1,
          "%s = sum %s%s in %s"
              .formatted(
                  element(sum.result(), Affine.of(0)), print(sum.left()), right, sum.lanes()));
    }
  }

  private void line(int depth, String line) {
    text.append("  ".repeat(depth)).append(line).append('\n');
  }

  static String element(Buffer buffer, Affine position) {
    String space = buffer.space().name().toLowerCase(Locale.ROOT);
    return space + "@" + buffer.offset() + "[" + position + "]";
  }

  private static String loops(List<Loop> loops) {
    return loops.stream().map(Loop::toString).collect(Collectors.joining(", "));
  }
}
