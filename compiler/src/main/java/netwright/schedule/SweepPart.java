package netwright.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import netwright.diag.Span;
import netwright.loop.Extent;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopExpr.Read;
import netwright.loop.LoopKernel;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.RowSum;
import netwright.loop.LoopStmt.Store;
import netwright.loop.LoopStmt.Sweep;

/// One sweep while it is put together.
final class SweepPart {
  private final Span origin;
  private final Set<Local> shared = new HashSet<>();
  private final Set<Local> brought = new HashSet<>();
  private final List<Let> imports = new ArrayList<>();
  private final List<Let> lets = new ArrayList<>();
  private final List<Store> outputs = new ArrayList<>();
  private final List<RowSum> sums = new ArrayList<>();

  SweepPart(Span origin) {
    this.origin = origin;
  }

  boolean has(Local local) {
    return shared.contains(local) || brought.contains(local);
  }

  /// Adds a value that is the same for all rows.
  void share(Local local) {
    shared.add(local);
  }

  /// Adds a value of another sweep.
  void bring(Let let) {
    brought.add(let.local());
    imports.add(let);
  }

  /// Adds a value of memory, at this point.
  void read(Let let) {
    brought.add(let.local());
    lets.add(let);
  }

  void add(Let let) {
    lets.add(let);
  }

  void add(Store output) {
    outputs.add(output);
  }

  void add(RowSum sum) {
    sums.add(sum);
  }

  /// The kernel, when all sweeps are known: what they bring in from `memory` is stored there.
  LoopKernel kernel(String name, RowValues values, SweepMemory memory) {
    List<LoopStmt> body = new ArrayList<>(imports);
    for (Let let : lets) {
      body.add(let);
      if (memory.holds(let.local())) {
        Load place = memory.value(let.local());
        body.add(new Store(place.buffer(), place.position(), new Read(let.local())));
      }
    }
    body.addAll(outputs);
    Sweep sweep =
        new Sweep(new Loop(Unrolling.ROW, new Extent.PerRow(1)), body, sums, memory.all());
    List<LoopStmt> kernel = new ArrayList<>();
    values.shared().stream().filter(this::shares).forEach(kernel::add);
    kernel.add(sweep);
    return new LoopKernel(name, origin, kernel);
  }

  private boolean shares(Let let) {
    return shared.contains(let.local());
  }
}
