package netwright.emit;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.TraceClassVisitor;

/// Class files as text.
public final class ClassPrinter {
  private ClassPrinter() {}

  /// The classes one after the other, instruction by instruction.
  public static String print(List<EmittedClass> classes) {
    StringWriter text = new StringWriter();
    for (EmittedClass emitted : classes) {
      new ClassReader(emitted.bytes()).accept(new TraceClassVisitor(new PrintWriter(text)), 0);
    }
    return text.toString();
  }
}
