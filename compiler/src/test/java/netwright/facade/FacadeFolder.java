package netwright.facade;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import netwright.driver.ClassFiles;
import netwright.driver.Compilation;
import netwright.driver.CompileOptions;
import netwright.driver.Compiler;
import netwright.runtime.Persistent;
import netwright.runtime.Predictor;
import netwright.runtime.Schema;
import netwright.runtime.Weights;
import netwright.runtime.io.Safetensors;
import netwright.runtime.io.TensorFile;

/// A compiled network in a folder, the source of its class beside it, and programs that use it.
public final class FacadeFolder implements AutoCloseable {
  private final Path folder;
  private final Compilation compilation;
  private final ClassFiles files;
  private final Schema schema;
  private URLClassLoader loader;

  /// The network `text`, everything but whose class is written to `folder`.
  public FacadeFolder(Path folder, String text) throws IOException {
    this.folder = folder;
    this.compilation =
        Compiler.compile(
            Files.writeString(folder.resolve("network.net"), text), CompileOptions.DEFAULT);
    this.files = ClassFiles.of(compilation);
    files.besideFacade(Optional.empty()).write(folder);
    files.writeSource(folder);
    String path = files.sourcePath().replace(".java", ".schema");
    this.schema = Schema.read(path, Files.newInputStream(folder.resolve(path)));
  }

  public Schema schema() {
    return schema;
  }

  /// The source of the class.
  public String source() {
    return files.source();
  }

  /// Weights that are drawn at random.
  public TensorFile weights(long seed, Map<String, String> metadata) {
    Random random = new Random(seed);
    Persistent all = Persistent.of(schema.precision(), schema.persistentSize());
    for (int i = 0; i < all.size(); i++) {
      all.set(i, random.nextGaussian());
    }
    return Weights.toFile(schema.variables(), all, metadata);
  }

  /// Puts weights beside the class.
  public void besideClass(TensorFile weights) throws IOException {
    Safetensors.write(folder.resolve(files.sourcePath().replace(".java", ".safetensors")), weights);
  }

  /// Compiles the class and a program, with all warnings; there must be none.
  ///
  /// @param path of the program's source
  public void javac(String path, String program) throws IOException, URISyntaxException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, program);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      Path runtime =
          Path.of(Predictor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      List<String> options =
          List.of(
              "-Xlint:all,-missing-explicit-ctor",
              "-Xdoclint:all,-missing",
              "-Werror",
              "-d",
              folder.toString(),
              "-classpath",
              runtime + File.pathSeparator + folder);
      var units = manager.getJavaFileObjects(file, folder.resolve(files.sourcePath()));
      compiler.getTask(said, manager, null, options, null, units).call();
    }
    assertEquals("", said.toString());
  }

  /// What the static method of a class returns.
  public Object call(String className, String method)
      throws ReflectiveOperationException, IOException {
    try {
      return load(className).getMethod(method).invoke(null);
    } catch (InvocationTargetException e) {
      throw new AssertionError(e.getCause());
    }
  }

  public Class<?> load(String className) throws ReflectiveOperationException, IOException {
    if (loader == null) {
      URL[] places = {folder.toUri().toURL()};
      loader = new URLClassLoader(places, Predictor.class.getClassLoader());
    }
    return loader.loadClass(className);
  }

  @Override
  public void close() throws IOException {
    if (loader != null) {
      loader.close();
    }
  }
}
