package netwright.emit;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import netwright.runtime.Program;

/// Loads the classes of one compiled network from memory. One loader a network: the classes go when the network does,
/// and, unlike hidden classes, they show in stack traces.
public final class GeneratedClassLoader extends ClassLoader {
  private final Map<String, byte[]> classes;

  /// A loader of `classes`, whose parent is the loader of the compiler, which finds the runtime as well.
  public GeneratedClassLoader(List<EmittedClass> classes) {
    super("netwright", GeneratedClassLoader.class.getClassLoader());
    this.classes =
        new ConcurrentHashMap<>(
            classes.stream().collect(Collectors.toMap(EmittedClass::name, EmittedClass::bytes)));
  }

  /// Loads the first of `classes`, as [ClassEmitter] gives them, and makes a program of it.
  public static Program load(List<EmittedClass> classes) {
    return new GeneratedClassLoader(classes).program(classes.getFirst().name());
  }

  /// A lookup that finds the classes, as one from within their package does.
  ///
  /// @param name one of them
  public MethodHandles.Lookup lookup(String name) {
    try {
      GeneratedClassLoader.class.getModule().addReads(getUnnamedModule());
      return MethodHandles.privateLookupIn(loadClass(name), MethodHandles.lookup());
    } catch (ReflectiveOperationException cause) {
      throw new IllegalStateException("generated class " + name + " does not load", cause);
    }
  }

  /// A new program of the class `name`.
  public Program program(String name) {
    try {
      return loadClass(name).asSubclass(Program.class).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException cause) {
      throw new IllegalStateException("generated class " + name + " does not load", cause);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.remove(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }
}
