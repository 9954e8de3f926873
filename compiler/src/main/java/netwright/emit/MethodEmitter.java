package netwright.emit;

import static org.objectweb.asm.Opcodes.*;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr.Load;
import netwright.loop.Space;
import org.objectweb.asm.Label;

/// What scalar and vector code have in common: variables, positions, loops, calls.
final class MethodEmitter {
  private static final int LONGEST_UNCUT = 64;

  private final ClassBody owner;
  private final Code code;
  private final String name;
  private final int line;
  private Frame frame;

  /// @param name the method's name, from which those of methods cut out of it are made
  /// @param line the line that those methods carry as well; 0 for none
  MethodEmitter(ClassBody owner, Code code, Frame frame, String name, int line) {
    this.owner = owner;
    this.code = code;
    this.frame = frame;
    this.name = name;
    this.line = line;
  }

  ClassBody owner() {
    return owner;
  }

  Code code() {
    return code;
  }

  /// The type of the elements of vectors: that of the program's tensors. What is of the other one stays scalar.
  ElementType elements() {
    return owner.program().variables();
  }

  /// Pops an array of tensors and a position, pushes the element.
  void loadElement() {
    code.loadElement(elements());
  }

  /// Pops an array of tensors, a position and the element for it.
  void storeElement() {
    code.storeElement(elements());
  }

  Frame frame() {
    return frame;
  }

  String name() {
    return name;
  }

  int line() {
    return line;
  }

  /// Whether somebody wants to know what is decided about the code written here.
  boolean explains() {
    return owner.decisions().wanted() && !code.isMeasured();
  }

  /// Notes what is decided about the code written here, and why.
  void decide(String decision, Object... figures) {
    if (explains()) {
      String text = figures.length == 0 ? decision : decision.formatted(figures);
      owner.decisions().add(name, text);
    }
  }

  /// The bytes that `content` would write here; it writes and binds nothing.
  int measure(Runnable content) {
    int methods = owner.mark();
    Frame outer = frame;
    frame = outer.copy();
    int bytes = code.measure(content);
    frame = outer;
    owner.rollBack(methods);
    return bytes;
  }

  /// Runs `content`, and forgets the variables and bindings it made.
  void scoped(Runnable content) {
    int mark = code.mark();
    Frame outer = frame;
    frame = outer.copy();
    content.run();
    frame = outer;
    code.release(mark);
  }

  /// Pops a value into a new variable that stands for `local`.
  void define(Local local) {
    int slot = code.newSlot(local.type());
    code.store(local.type(), slot);
    frame.bind(local, slot);
  }

  /// Pops a value into a new variable.
  int keep(ElementType type) {
    int slot = code.newSlot(type);
    code.store(type, slot);
    return slot;
  }

  /// Pushes the number of iterations.
  void count(Extent extent) {
    switch (extent) {
      case Extent.Fixed fixed -> code.constant(fixed.count());
      case Extent.PerRow perRow -> {
        code.variable(ILOAD, Code.ROWS);
        if (perRow.times() != 1) {
          code.constant(perRow.times());
          code.op(IMUL);
        }
      }
    }
  }

  /// The number of iterations for as many rows as the program has room for.
  int most(Loop loop) {
    return switch (loop.extent()) {
      case Extent.Fixed(int count) -> count;
      case Extent.PerRow(int times) -> times * owner.program().capacity();
    };
  }

  /// Replaces the number of iterations on the stack, that of `extent` or what whole steps make of it, by as many steps as
  /// a rehearsal may have; see `netwright.runtime.Rehearsable`. Short loops have all their iterations always, so that
  /// their number is a constant, and so has scalar code.
  void cut(Extent extent, int step) {
    if (!isCut(extent, step)) {
      return;
    }
    int shift = Integer.numberOfTrailingZeros(step);
    if (shift > 0) {
      code.constant(shift);
      code.op(ISHR);
    }
    code.variable(ILOAD, Code.LIMIT);
    Calls.math(code, "min", 2, ElementType.I32);
    if (shift > 0) {
      code.constant(shift);
      code.op(ISHL);
    }
  }

  /// Whether a rehearsal may have fewer iterations of `extent`, as few as one whole step.
  boolean isCut(Extent extent, int step) {
    boolean isLong =
        switch (extent) {
          case Extent.Fixed(int count) -> count / step > LONGEST_UNCUT;
          case Extent.PerRow(int times) -> times > 1;
        };
    return isLong && owner.lanes() instanceof Lanes.Vector;
  }

  /// A loop over `loop`, ascending, around `body`. A loop of one iteration is none.
  void loop(Loop loop, Runnable body) {
    if (loop.extent() instanceof Extent.Fixed(int count) && count <= 1) {
      if (count == 1) {
        scoped(() -> {
          frame.bind(loop.index(), Frame.Place.constant(0));
          body.run();
        });
      }
      return;
    }
    scoped(() -> {
      int index = code.newSlot(0);
      count(loop.extent());
      cut(loop.extent(), 1);
      int end = keep(ElementType.I32);
      loop(loop.index(), index, end, 1, body);
    });
  }

  /// Loops nested in the order of `loops` around `body`.
  void loops(List<Loop> loops, Runnable body) {
    if (loops.isEmpty()) {
      body.run();
    } else {
      loop(loops.getFirst(), () -> loops(loops.subList(1, loops.size()), body));
    }
  }

  /// The iterations of `loops`, all of fixed extent, one after the other without a jump.
  void unrolled(List<Loop> loops, Runnable body) {
    if (loops.isEmpty()) {
      body.run();
      return;
    }
    Loop first = loops.getFirst();
    int count = ((Extent.Fixed) first.extent()).count();
    for (int iteration = 0; iteration < count; iteration++) {
      Frame.Place place = Frame.Place.constant(iteration);
      scoped(() -> {
        frame.bind(first.index(), place);
        unrolled(loops.subList(1, loops.size()), body);
      });
    }
  }

  /// A loop from the present value of variable `slot` while it is below variable `end`, by `step`.
  ///
  /// @throws IllegalArgumentException if the loop would not end
  void loop(Index index, int slot, int end, int step, Runnable body) {
    if (step < 1) {
      throw new IllegalArgumentException("a loop over " + index + " by " + step);
    }
    loop(index, slot, end, () -> code.increment(slot, step), body);
  }

  private void loop(Index index, int slot, int end, Runnable increment, Runnable body) {
    Label head = new Label();
    Label exit = new Label();
    code.place(head);
    code.variable(ILOAD, slot);
    code.variable(ILOAD, end);
    code.jump(IF_ICMPGE, exit);
    scoped(() -> {
      frame.bind(index, Frame.Place.variable(slot));
      body.run();
    });
    increment.run();
    code.jump(GOTO, head);
    code.place(exit);
  }

  /// Runs `piece` for `most` iterations at a time of those from variable `start` to variable `end`: for each piece, `from` is
  /// its first one and `to` the one after its last.
  void pieces(Index from, Index to, int start, int end, int most, Runnable piece) {
    loop(
        from,
        start,
        end,
        most,
        () -> {
          index(from);
          code.constant(most);
          code.op(IADD);
          code.variable(ILOAD, end);
          Calls.math(code, "min", 2, ElementType.I32);
          frame.bind(to, Frame.Place.variable(keep(ElementType.I32)));
          piece.run();
        });
  }

  /// A loop over `loop` that C2 leaves as it is: it does not see that it counts, for the step, which is 1, seems to depend on the
  /// number of rows.
  void loopNotUnrolled(Loop loop, Runnable body) {
    scoped(() -> {
      code.variable(ILOAD, Code.ROWS);
      code.constant(Integer.SIZE - 1);
      code.op(IUSHR);
      code.constant(1);
      code.op(IADD);
      int one = keep(ElementType.I32);
      int index = code.newSlot(0);
      count(loop.extent());
      cut(loop.extent(), 1);
      int end = keep(ElementType.I32);
      Runnable increment =
          () -> {
            code.variable(ILOAD, index);
            code.variable(ILOAD, one);
            code.op(IADD);
            code.variable(ISTORE, index);
          };
      loop(loop.index(), index, end, increment, body);
    });
  }

  /// Pushes the array behind `space`, then `offset + position`.
  void element(Space space, int offset, Affine position) {
    code.array(space);
    position(offset, position);
  }

  /// Pushes the array behind `buffer`, then `position` in it.
  void element(Buffer buffer, Affine position) {
    element(buffer.space(), buffer.offset(), position);
  }

  /// Pushes the array and the position that `load` reads.
  void element(Load load) {
    element(load.buffer(), load.position());
  }

  /// Pushes `offset + position`, an int. The innermost index is added last, so that the rest is seen to be the same
  /// in each iteration.
  void position(int offset, Affine position) {
    List<Affine.Term> terms = movingTerms(position);
    int constant = offset + constantPart(position);
    if (terms.isEmpty()) {
      code.constant(constant);
      return;
    }
    sum(terms.subList(0, terms.size() - 1));
    if (constant != 0) {
      code.constant(constant);
      add(terms.size() > 1);
    }
    term(terms.getLast());
    add(terms.size() > 1 || constant != 0);
  }

  /// Pushes the part of `position` that is not known now: that and [#constantPart] are the whole.
  void movingPart(Affine position) {
    List<Affine.Term> terms = movingTerms(position);
    if (terms.isEmpty()) {
      code.constant(0);
    } else {
      sum(terms);
    }
  }

  /// The part of `position` that is known now.
  int constantPart(Affine position) {
    int constant = position.constant();
    for (Affine.Term term : position.terms()) {
      constant += term.stride() * frame.place(term.index()).offset();
    }
    return constant;
  }

  /// The terms that are variables, the outermost first.
  private List<Affine.Term> movingTerms(Affine position) {
    return position.terms().stream()
        .filter(term -> !frame.place(term.index()).isConstant())
        .sorted(Comparator.comparingInt(term -> frame.place(term.index()).slot()))
        .toList();
  }

  private void sum(List<Affine.Term> terms) {
    for (int number = 0; number < terms.size(); number++) {
      term(terms.get(number));
      add(number > 0);
    }
  }

  private void term(Affine.Term term) {
    code.variable(ILOAD, frame.place(term.index()).slot());
    if (term.stride() != 1) {
      code.constant(term.stride());
      code.op(IMUL);
    }
  }

  private void add(boolean two) {
    if (two) {
      code.op(IADD);
    }
  }

  /// Pushes an index.
  void index(Index index) {
    position(0, Affine.of(0).plus(index, 1));
  }

  /// Pushes the arguments of `signature` and calls `method` of this class.
  void call(String method, Signature signature) {
    call(owner.name(), method, signature);
  }

  /// Pushes the arguments of `signature` and calls `method` of the class `ownerName`.
  void call(String ownerName, String method, Signature signature) {
    call(ownerName, method, signature, Code.ROWS);
  }

  /// The same for as many rows as the variable `rows` says.
  void call(String ownerName, String method, Signature signature, int rows) {
    code.array(Space.PERSISTENT);
    code.array(Space.SCRATCH);
    code.array(Space.WIDE);
    code.array(Space.LANES);
    code.variable(ILOAD, rows);
    code.variable(LLOAD, Code.SEED);
    code.variable(LLOAD, Code.STEP);
    code.variable(ILOAD, Code.LIMIT);
    signature.indices().forEach(this::index);
    signature.locals().forEach(local -> code.load(local.type(), frame.slot(local)));
    code.invokeStatic(ownerName, method, signature.descriptor(owner.program().variables()));
  }

  /// Writes a method of its own with `content` and calls it from here.
  void outline(String suffix, Signature signature, Consumer<MethodEmitter> content) {
    String method = owner.freeName(name + "$" + suffix);
    owner.add(
        method,
        signature,
        line,
        emitter -> {
          content.accept(emitter);
          emitter.code().op(RETURN);
        });
    call(method, signature);
  }
}
