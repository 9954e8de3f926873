package netwright.emit;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import netwright.loop.ElementType;
import netwright.loop.Index;
import netwright.loop.LoopKernel;
import netwright.loop.Rows;
import netwright.parallel.Schedule;
import netwright.parallel.Task;
import org.objectweb.asm.Label;

/// Writes for each stage the method that calls the kernels one after the other, or several of them if there are many
/// kernels. Where there are several parts, the method is told which one it is.
final class DriverWriter {
  private static final int MOST_CALLS = 100;
  private static final Index PART = new Index("$part");

  /// The arguments of the method of a stage of several parts.
  static final Signature STAGE = new Signature(List.of(PART), List.of());

  private final ClassBody owner;
  private final Schedule schedule;
  private final List<SharedKernels.Call> calls;
  private final Map<SharedKernels.Shared, String> owners;
  private final Signature signature;

  /// @param calls one for each task
  /// @param owners the internal names of the classes that hold the methods
  DriverWriter(
      ClassBody owner,
      Schedule schedule,
      List<SharedKernels.Call> calls,
      Map<SharedKernels.Shared, String> owners) {
    this.owner = owner;
    this.schedule = schedule;
    this.calls = calls;
    this.owners = owners;
    this.signature = schedule.parts() == 1 ? Signature.KERNEL : STAGE;
  }

  /// Writes the drivers and returns the name of the first of each stage.
  List<String> write() {
    List<String> names = new ArrayList<>();
    int from = 0;
    for (List<Task> stage : schedule.stages()) {
      String name = owner.freeName("run$kernels");
      write(name, from, from + stage.size());
      names.add(name);
      from += stage.size();
    }
    return names;
  }

  private void write(String name, int from, int to) {
    int count = to - from;
    int share = count <= MOST_CALLS ? 1 : Math.ceilDiv(count, Math.ceilDiv(count, MOST_CALLS));
    owner.add(
        name,
        signature,
        0,
        method -> {
          if (from == 0 && share == 1) {
            beginRun(method);
          }
          for (int start = from; start < to; start += share) {
            if (share == 1) {
              guarded(method, calls.get(start));
            } else {
              String part = owner.freeName(name);
              write(part, start, Math.min(to, start + share));
              method.call(part, signature);
            }
          }
          method.code().op(RETURN);
        });
  }

  private static void beginRun(MethodEmitter method) {
    Turns turns = new Turns(method);
    if (turns.areTaken()) {
      turns.turn();
    }
  }

  private void guarded(MethodEmitter method, SharedKernels.Call call) {
    Label after = new Label();
    Rows rows = call.task().kernel().rows();
    if (rows != Rows.ANY) {
      method.code().variable(ILOAD, Code.ROWS);
      method.code().constant(Rows.MANY_FROM);
      method.code().jump(rows == Rows.FEW ? IF_ICMPGE : IF_ICMPLT, after);
    }
    call(method, call);
    if (rows != Rows.ANY) {
      method.code().place(after);
    }
  }

  private void call(MethodEmitter method, SharedKernels.Call call) {
    LoopKernel kernel = call.task().kernel();
    if (!kernel.origin().isNone()) {
      method.code().line(kernel.origin().line());
    }
    if (schedule.parts() == 1) {
      call(method, call, Code.ROWS);
      return;
    }
    Label end = new Label();
    method.scoped(() -> {
      switch (call.task()) {
        case Task.ByPart(var _, int part) -> {
          method.index(PART);
          method.code().constant(part);
          method.code().jump(IF_ICMPNE, end);
          call(method, call, Code.ROWS);
        }
        case Task.ByRows byRows -> callByRows(method, call, byRows.parts(), end);
      }
    });
    method.code().place(end);
  }

  private void call(MethodEmitter method, SharedKernels.Call call, int rows) {
    SharedKernels.Shared shared = call.shared();
    for (int place = 0; place < call.places().size(); place++) {
      Index index = shared.places().get(place);
      int offset = call.places().get(place).offset();
      if (call.places().get(place).rowSize() == 0) {
        method.frame().bind(index, Frame.Place.constant(offset));
      }
    }
    method.call(owners.get(shared), shared.kernel().name(), shared.signature(), rows);
  }

  /// Calls with this part's share of the rows, if it has one: `rows` divided by `parts`, rounded up, as long as there are so many left.
  private void callByRows(MethodEmitter method, SharedKernels.Call call, int parts, Label end) {
    Code code = method.code();
    code.variable(ILOAD, Code.ROWS);
    code.constant(parts - 1);
    code.op(IADD);
    code.constant(parts);
    code.op(IDIV);
    int share = method.keep(ElementType.I32);
    method.index(PART);
    code.variable(ILOAD, share);
    code.op(IMUL);
    int first = method.keep(ElementType.I32);
    code.variable(ILOAD, Code.ROWS);
    code.variable(ILOAD, first);
    code.op(ISUB);
    code.variable(ILOAD, share);
    Calls.math(code, "min", 2, ElementType.I32);
    int rows = method.keep(ElementType.I32);
    code.variable(ILOAD, rows);
    code.jump(IFLE, end);
    for (int number = 0; number < call.places().size(); number++) {
      SharedKernels.Place place = call.places().get(number);
      if (place.rowSize() != 0) {
        code.variable(ILOAD, first);
        code.constant(place.rowSize());
        code.op(IMUL);
        int slot = method.keep(ElementType.I32);
        Frame.Place start = Frame.Place.variable(slot).plus(place.offset());
        method.frame().bind(call.shared().places().get(number), start);
      }
    }
    call(method, call, rows);
  }
}
