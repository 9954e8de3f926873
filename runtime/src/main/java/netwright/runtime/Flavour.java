package netwright.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Supplier;
import netwright.runtime.math.Fma;

/// The forms that a compiled program exists in, one class each: plain Java, and vectors of three widths. All leave the
/// same bits; they differ in speed, and in what they ask of the virtual machine.
public enum Flavour {
  /// One element at a time; runs everywhere.
  SCALAR("$Scalar", 1),
  /// Vectors of 4 floats.
  V128("$V128", 4),
  /// Vectors of 8 floats.
  V256("$V256", 8),
  /// Vectors of 16 floats.
  V512("$V512", 16);

  private final String suffix;
  private final int lanes;

  Flavour(String suffix, int lanes) {
    this.suffix = suffix;
    this.lanes = lanes;
  }

  /// What the names of its classes end in.
  public String suffix() {
    return suffix;
  }

  /// How many floats it works on at a time.
  public int lanes() {
    return lanes;
  }

  /// The fastest flavour on this machine and virtual machine.
  public static Flavour fastest() {
    return Machine.FASTEST;
  }

  /// The widest vectors that this processor has and the virtual machine was started for, whether they are fast or not;
  /// [#SCALAR] if there are none, or no fused multiply-add. The results are the same bits.
  public static Flavour widest() {
    boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return vectors && Fma.HARDWARE ? VectorWidth.widest() : SCALAR;
  }

  /// Why [#fastest] is [#SCALAR], and what to do about it, in one line; empty if it is not.
  public static String reasonForScalar() {
    return Machine.REASON_FOR_SCALAR;
  }

  /// Makes a program of the class `name` in the fastest flavour there is: up to [#fastest], and present.
  ///
  /// @param lookup of the package that the classes are in
  /// @param name the binary name of the class without the flavour's suffix
  /// @throws IllegalStateException if there is no such class, or it is no program
  public static Program program(MethodHandles.Lookup lookup, String name) {
    return program(lookup, name, fastest());
  }

  /// Makes a program of the class `name` in the fastest flavour that is present, up to `most`; in place of [#V512] only in scalar
  /// code, for narrower vectors read other [Panels] of weights.
  ///
  /// @param lookup of the package that the classes are in
  /// @param name the binary name of the class without the flavour's suffix
  /// @throws IllegalStateException if there is no such class, or it is no program
  public static Program program(MethodHandles.Lookup lookup, String name, Flavour most) {
    Flavour[] flavours = values();
    for (int i = most.ordinal(); i >= 0; i--) {
      if (!flavours[i].replaces(most)) {
        continue;
      }
      try {
        Class<?> found = lookup.findClass(name + flavours[i].suffix);
        return program(lookup, found.asSubclass(Program.class));
      } catch (ClassNotFoundException absent) {
        continue;
      } catch (ReflectiveOperationException cause) {
        throw new IllegalStateException(name + flavours[i].suffix + " is no program", cause);
      }
    }
    throw new IllegalStateException("no class " + name + SCALAR.suffix);
  }

  /// Whether it reads the [Panels] of weights that are made for `most`, or none.
  private boolean replaces(Flavour most) {
    return this == most || this == SCALAR || most != V512;
  }

  /// A class whose package is not exported to here can be made by way of `lookup` alone, which takes the JVM longer.
  private static Program program(MethodHandles.Lookup lookup, Class<? extends Program> type)
      throws ReflectiveOperationException {
    Module module = type.getModule();
    if (module.isExported(type.getPackageName(), Flavour.class.getModule())) {
      return type.getConstructor().newInstance();
    }
    MethodHandle constructor = lookup.findConstructor(type, MethodType.methodType(void.class));
    return (Program) MethodHandleProxies.asInterfaceInstance(Supplier.class, constructor).get();
  }

  /// What is found out once, when first asked for.
  private static final class Machine {
    static final String REASON_FOR_SCALAR = reason();
    static final Flavour FASTEST = REASON_FOR_SCALAR.isEmpty() ? VectorWidth.widest() : SCALAR;

    private static String reason() {
      String virtualMachine = System.getProperty("java.vm.name", "");
      String mode = System.getProperty("java.vm.info", "");
      if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
        return "for vector code, start java with --add-modules jdk.incubator.vector";
      }
      if (!virtualMachine.contains("HotSpot") && !virtualMachine.contains("OpenJDK")) {
        return "vector code needs HotSpot; this is " + virtualMachine;
      }
      if (!mode.contains("mixed") || mode.contains("emulated-client") || mode.contains("jvmci")) {
        return "vector code needs HotSpot's compiler C2; this virtual machine runs in " + mode;
      }
      if (!Fma.HARDWARE) {
        return "vector code needs fused multiply-add in hardware";
      }
      return VectorWidth.widest() == SCALAR
          ? "this processor has no vectors that HotSpot uses"
          : "";
    }
  }
}
