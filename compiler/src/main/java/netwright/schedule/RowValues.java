package netwright.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import netwright.loop.Affine;
import netwright.loop.ElementType;
import netwright.loop.Local;
import netwright.loop.LoopExpr;
import netwright.loop.LoopExpr.Apply;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopExpr.Position;
import netwright.loop.LoopExpr.Read;
import netwright.loop.LoopExpr.Uniform;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.Store;
import netwright.loop.Primitive;

/// The lets of a row that somebody needs: those that are the same for all rows, and those that are not.
final class RowValues {
  /// Vector operations of an elementary function, roughly.
  private static final int FUNCTION = 30;

  private final Set<Local> needed = new HashSet<>();
  private final Set<Local> varying = new HashSet<>();
  private final List<Let> shared = new ArrayList<>();
  private final List<Let> lets = new ArrayList<>();
  private final Map<Local, LoopExpr> definitions = new HashMap<>();

  /// What the sums and `outputs` need.
  ///
  /// @param left what a sum adds up, or its first factor
  static RowValues of(
      Unrolling unrolling, Function<Unrolling.Sum, LoopExpr> left, List<Store> outputs) {
    List<LoopExpr> roots = new ArrayList<>();
    for (Unrolling.Sum sum : unrolling.sums()) {
      roots.add(left.apply(sum));
      sum.right().ifPresent(roots::add);
    }
    outputs.forEach(store -> roots.add(store.value()));
    return new RowValues(unrolling.lets(), roots);
  }

  /// @param roots what somebody needs
  private RowValues(List<Let> all, List<LoopExpr> roots) {
    roots.forEach(this::need);
    for (Let let : all.reversed()) {
      if (needed.contains(let.local())) {
        need(let.value());
      }
    }
    for (Let let : all) {
      if (needed.contains(let.local())) {
        definitions.put(let.local(), let.value());
        if (varies(let.value())) {
          varying.add(let.local());
          lets.add(let);
        } else {
          shared.add(let);
        }
      }
    }
  }

  private void need(LoopExpr expression) {
    needed.addAll(locals(expression));
  }

  /// Those that are the same for all rows.
  List<Let> shared() {
    return shared;
  }

  /// Those that differ from row to row.
  List<Let> varying() {
    return lets;
  }

  LoopExpr definition(Local local) {
    return definitions.get(local);
  }

  /// The locals that `expression` reads.
  static Set<Local> locals(LoopExpr expression) {
    Set<Local> locals = new java.util.LinkedHashSet<>();
    locals(expression, locals);
    return locals;
  }

  private static void locals(LoopExpr expression, Set<Local> locals) {
    switch (expression) {
      case Read(Local local) -> locals.add(local);
      case Apply apply -> apply.arguments().forEach(argument -> locals(argument, locals));
      case LoopExpr.Pick pick -> locals(pick.index(), locals);
      case LoopExpr.Constant _,
          Load _,
          Position _,
          LoopExpr.RowCount _,
          LoopExpr.StepCount _,
          Uniform _ -> {}
    }
  }

  /// Whether `expression` differs from row to row.
  boolean varies(LoopExpr expression) {
    return switch (expression) {
      case Load load -> moves(load.position());
      case LoopExpr.Pick pick -> moves(pick.position()) || varies(pick.index());
      case Read read -> varying.contains(read.local());
      case Position position -> moves(position.position());
      case Uniform uniform -> moves(uniform.element());
      case Apply apply -> apply.arguments().stream().anyMatch(this::varies);
      case LoopExpr.Constant _, LoopExpr.RowCount _, LoopExpr.StepCount _ -> false;
    };
  }

  private static boolean moves(Affine position) {
    return position.stride(Unrolling.ROW) != 0;
  }

  /// Whether `expression` can be computed for one row in each lane.
  boolean hasLanes(LoopExpr expression) {
    if (!varies(expression)) {
      return true;
    }
    return switch (expression) {
      case Apply apply ->
          hasLanes(apply.primitive())
              && apply.type() != ElementType.F64
              && apply.arguments().stream()
                  .allMatch(argument -> argument.type() != ElementType.F64 && hasLanes(argument));
      case Load load -> load.type() == ElementType.F32 && load.position().stride(Unrolling.ROW) > 0;
      case Position position -> position.type() == ElementType.F32;
      case Read _ -> true;
      case LoopExpr.Pick _,
          Uniform _,
          LoopExpr.Constant _,
          LoopExpr.RowCount _,
          LoopExpr.StepCount _ ->
          false;
    };
  }

  private static boolean hasLanes(Primitive primitive) {
    return switch (primitive) {
      case SIN, COS, POWER, WIDEN, NARROW -> false;
      default -> true;
    };
  }

  /// Vector operations that `expression` takes, roughly.
  static int operations(LoopExpr expression) {
    if (expression instanceof Load load) {
      return 2 * load.position().stride(Unrolling.ROW) - 1;
    }
    if (!(expression instanceof Apply apply)) {
      return 1;
    }
    int own =
        switch (apply.primitive()) {
          case EXP, EXPM1, LOG, LOG1P, TANH, ERF, SIGMOID -> FUNCTION;
          default -> 1;
        };
    for (LoopExpr argument : apply.arguments()) {
      own += argument instanceof Apply ? operations(argument) : 0;
    }
    return own;
  }
}
