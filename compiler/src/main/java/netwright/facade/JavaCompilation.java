package netwright.facade;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.diag.Problems;
import netwright.diag.Span;
import netwright.program.CsvProgram;
import netwright.runtime.Program;

/// Compiles the source of a class in this process, from memory to memory.
public final class JavaCompilation {
  private static final int RELEASE = 25;

  private JavaCompilation() {}

  /// The class files of `source` by their binary names, in the order of these.
  ///
  /// @param className the binary name of the class
  /// @throws CompilationFailed if there is no Java compiler, or the source is none of its
  public static SortedMap<String, byte[]> compile(String className, String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw failed(
          Code.NO_JAVA_COMPILER,
          "this virtual machine has no Java compiler for the class " + className,
          "use a JDK, or write the source with --sources DIR and compile it with your own");
    }
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager standard =
            compiler.getStandardFileManager(found, Locale.ROOT, null);
        InMemory files = new InMemory(standard)) {
      JavaFileObject file = new Text(className, source);
      boolean compiled =
          compiler.getTask(new StringWriter(), files, found, options(), null, List.of(file)).call();
      if (!compiled) {
        throw refused(className, found);
      }
      return files.classes();
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
  }

  private static List<String> options() {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-implicit:none",
                "-parameters",
                "-g:source,lines",
                "-Xlint:none",
                "-XDstringConcat=inline"));
    if (Runtime.version().feature() > RELEASE) {
      options.addAll(List.of("--release", String.valueOf(RELEASE)));
    }
    String runtime = placeOf(Program.class);
    options.addAll(List.of("-classpath", runtime + File.pathSeparator + placeOf(CsvProgram.class)));
    return options;
  }

  /// The folder or jar that a class comes from; empty if it is part of the virtual machine.
  private static String placeOf(Class<?> known) {
    CodeSource place = known.getProtectionDomain().getCodeSource();
    if (place == null || !place.getLocation().getProtocol().equals("file")) {
      return "";
    }
    try {
      return new File(place.getLocation().toURI()).getPath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the virtual machine names its own files", e);
    }
  }

  private static CompilationFailed refused(
      String className, DiagnosticCollector<JavaFileObject> found) {
    String first = "no reason given";
    for (Diagnostic<? extends JavaFileObject> diagnostic : found.getDiagnostics()) {
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
        first = diagnostic.getMessage(Locale.ROOT).lines().findFirst().orElse(first);
        first += ", in line " + diagnostic.getLineNumber();
        break;
      }
    }
    return failed(
        Code.NAME_NOT_FOR_JAVA,
        "Java's compiler refuses the class " + className + ": " + first,
        "another name for the network or its package may help; --sources DIR shows the source");
  }

  private static CompilationFailed failed(Code code, String message, String help) {
    Problems problems = new Problems();
    problems.add(netwright.diag.Diagnostic.of(code, Span.NONE, message).help(help));
    return new CompilationFailed(problems);
  }

  /// A source in memory.
  private static final class Text extends SimpleJavaFileObject {
    private final String source;

    Text(String className, String source) {
      super(URI.create("memory:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }
  }

  /// A class file in memory.
  private static final class Bytes extends SimpleJavaFileObject {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Bytes(String className) {
      super(URI.create("memory:///" + className.replace('.', '/') + ".class"), Kind.CLASS);
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }
  }

  /// Keeps what the compiler writes.
  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final SortedMap<String, Bytes> written = new TreeMap<>();

    InMemory(JavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return written.computeIfAbsent(className, Bytes::new);
    }

    SortedMap<String, byte[]> classes() {
      SortedMap<String, byte[]> classes = new TreeMap<>();
      written.forEach((name, file) -> classes.put(name, file.bytes.toByteArray()));
      return classes;
    }
  }
}
