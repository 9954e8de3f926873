package netwright.bench;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import netwright.driver.Artefact;
import netwright.driver.ClassFiles;
import netwright.driver.Compilation;
import netwright.facade.JavaCompilation;
import netwright.runtime.Persistent;
import netwright.runtime.Schema;
import netwright.runtime.Weights;
import netwright.runtime.io.TensorFile;

/// The class that `netc compile` writes, loaded from memory, and a caller of it as a program has one.
final class GeneratedClass extends ClassLoader {
  private final Map<String, byte[]> files = new HashMap<>();
  private final String name;

  private GeneratedClass(Compilation compilation) {
    super(GeneratedClass.class.getClassLoader());
    ClassFiles of = ClassFiles.of(compilation);
    Artefact beside = of.besideFacade(Optional.empty());
    for (Artefact.Entry entry : beside.entries()) {
      files.put(entry.path(), entry.bytes());
    }
    name = beside.className();
    JavaCompilation.compile(name, of.source() + caller())
        .forEach((type, bytes) -> files.put(type.replace('.', '/') + ".class", bytes));
  }

  /// A class in the same file that hands its arguments on to the typed method.
  private String caller() {
    return """
    final class Caller implements java.util.function.BiConsumer<float[], float[]> {
      private final %s network;

      Caller(%s network) {
        this.network = network;
      }

      @Override
      public void accept(float[] from, float[] to) {
        network.predictInto(from, to);
      }

      static Caller of(netwright.runtime.io.TensorFile weights) throws java.io.IOException {
        return new Caller(%s.load(weights));
      }
    }
    """
        .formatted(name, name, name);
  }

  /// `predictInto` of the class for `compilation`, a network with one input and one output.
  @SuppressWarnings("unchecked")
  static BiConsumer<float[], float[]> predictInto(Compilation compilation) {
    GeneratedClass loader = new GeneratedClass(compilation);
    try {
      Class<?> type = loader.loadClass(loader.name);
      Schema schema = (Schema) type.getMethod("schema").invoke(null);
      var method = loader.loadClass("Caller").getDeclaredMethod("of", TensorFile.class);
      method.setAccessible(true);
      return (BiConsumer<float[], float[]>) method.invoke(null, weights(schema));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TensorFile weights(Schema schema) {
    Random random = new Random(1);
    Persistent all = Persistent.of(schema.precision(), schema.persistentSize());
    for (int i = 0; i < all.size(); i++) {
      all.set(i, random.nextGaussian() / 16);
    }
    return Weights.toFile(schema.variables(), all, Map.of());
  }

  @Override
  protected Class<?> findClass(String type) throws ClassNotFoundException {
    byte[] bytes = files.get(type.replace('.', '/') + ".class");
    if (bytes == null) {
      throw new ClassNotFoundException(type);
    }
    return defineClass(type, bytes, 0, bytes.length);
  }

  @Override
  public InputStream getResourceAsStream(String resource) {
    byte[] bytes = files.get(resource);
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }
}
