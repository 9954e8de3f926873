package netwright.emit;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import netwright.loop.LoopProgram;
import netwright.loop.LoopVerifier;
import netwright.loop.Rows;
import netwright.parallel.Schedule;
import org.objectweb.asm.ClassWriter;

/// From a loop program to class files.
///
/// The class has a public constructor without arguments and implements `netwright.runtime.Program`, or
/// `netwright.threads.ParallelProgram` if it is for several threads. Each kernel is a static method; the programs of very large networks continue in classes `Name$Part1`, `Name$Part2` and so on, which
/// belong into the same package and class loader.
public final class ClassEmitter {
  private static final int MOST_METHODS_IN_CLASS = 2_000;

  private final Schedule schedule;
  private final LoopProgram program;
  private final String name;
  private final String sourceFile;
  private final Lanes lanes;
  private final List<ClassBody> parts = new ArrayList<>();
  private final Decisions decisions;

  private ClassEmitter(
      Schedule schedule, String name, String sourceFile, Lanes lanes, boolean explains) {
    this.schedule = schedule;
    this.program = schedule.program();
    this.name = name;
    this.sourceFile = sourceFile;
    this.lanes = lanes;
    this.decisions = new Decisions(explains);
  }

  /// Writes `program` as a class for one thread.
  public static List<EmittedClass> emit(
      LoopProgram program, String className, String sourceFile, Lanes lanes) {
    return emit(Schedule.single(program), className, sourceFile, lanes);
  }

  /// Writes a program as a class, and its parts if it has any; the class itself comes first.
  ///
  /// @param className its binary name, such as `com.acme.HousePrices`
  /// @param sourceFile the file whose lines stack traces show, such as `housing.net`
  /// @throws IllegalStateException if the program is not sound, or a statement is too large for a method
  public static List<EmittedClass> emit(
      Schedule schedule, String className, String sourceFile, Lanes lanes) {
    LoopVerifier.verify(schedule.program());
    return new ClassEmitter(schedule, className.replace('.', '/'), sourceFile, lanes, false).emit();
  }

  /// How each task of `schedule` is computed in such a class, and why: what was decided when the code was written.
  public static List<Explained> explain(Schedule schedule, Lanes lanes) {
    LoopVerifier.verify(schedule.program());
    ClassEmitter emitter = new ClassEmitter(schedule, "Explained", "explained.net", lanes, true);
    List<SharedKernels.Call> calls = SharedKernels.of(schedule, lanes);
    emitter.writeKernels(calls);
    return calls.stream()
        .map(call -> {
          String method = call.shared().kernel().name();
          return new Explained(call.task(), method, emitter.decisions.of(method));
        })
        .toList();
  }

  /// Writes the methods that are called, and returns the names of their classes.
  private Map<SharedKernels.Shared, String> writeKernels(List<SharedKernels.Call> calls) {
    parts.add(new ClassBody(name, lanes, program, decisions));
    Map<SharedKernels.Shared, String> owners = new IdentityHashMap<>();
    calls.forEach(call -> owners.computeIfAbsent(call.shared(), this::write));
    return owners;
  }

  private List<EmittedClass> emit() {
    List<SharedKernels.Call> calls = SharedKernels.of(schedule, lanes);
    Map<SharedKernels.Shared, String> owners = writeKernels(calls);
    List<String> drivers = new DriverWriter(parts.getFirst(), schedule, calls, owners).write();
    List<EmittedClass> classes = new ArrayList<>();
    for (ClassBody part : parts) {
      classes.add(new EmittedClass(part.name().replace('/', '.'), bytes(part, drivers)));
    }
    return classes;
  }

  /// Writes `shared` into the last part, and returns that part's name.
  private String write(SharedKernels.Shared shared) {
    if (parts.getLast().methods().size() >= MOST_METHODS_IN_CLASS) {
      parts.add(new ClassBody(name + "$Part" + parts.size(), lanes, program, decisions));
    }
    ClassBody part = parts.getLast();
    boolean few = shared.kernel().rows() == Rows.FEW; // too little work for vectors
    new KernelWriter(few ? part.scalar() : part, shared).write(parts.size() == 1 ? ACC_PRIVATE : 0);
    return part.name();
  }

  private byte[] bytes(ClassBody part, List<String> drivers) {
    boolean main = part == parts.getFirst();
    ClassWriter writer = new FrameWriter();
    boolean rehearsable = lanes instanceof Lanes.Vector;
    String type =
        schedule.parts() > 1
            ? Calls.PARALLEL_PROGRAM
            : rehearsable ? Calls.REHEARSABLE : Calls.PROGRAM;
    String[] interfaces = main ? new String[] {type} : new String[0];
    int access = ACC_FINAL | ACC_SUPER | (main ? ACC_PUBLIC : ACC_SYNTHETIC);
    writer.visit(V25, access, part.name(), null, "java/lang/Object", interfaces);
    writer.visitSource(sourceFile, null);
    if (main) {
      new ProgramMembers(part.name(), program, schedule.parts(), rehearsable)
          .accept(writer, drivers);
    }
    part.accept(writer);
    writer.visitEnd();
    return writer.toByteArray();
  }

  /// Computes stack map frames without loading a class: generated code never merges two different types that it goes
  /// on to use.
  private static final class FrameWriter extends ClassWriter {
    FrameWriter() {
      super(COMPUTE_FRAMES);
    }

    @Override
    protected String getCommonSuperClass(String first, String second) {
      return first.equals(second) ? first : "java/lang/Object";
    }
  }
}
