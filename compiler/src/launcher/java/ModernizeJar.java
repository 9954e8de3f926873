import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/// Copies a jar and lifts its classes to Java 8: `java -cp asm.jar:OLD.jar ModernizeJar.java OLD.jar NEW.jar`.
///
/// The JVM's AOT cache refuses classes from before Java 6, because they carry no stack maps for its verifier.
/// Here they get some. Run by `netc` when it makes its caches.
final class ModernizeJar {

  static void main(String[] arguments) throws IOException {
    try (var from = new JarFile(arguments[0]);
        var to = new JarOutputStream(Files.newOutputStream(Path.of(arguments[1])))) {
      for (Enumeration<JarEntry> entries = from.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        byte[] content = from.getInputStream(entry).readAllBytes();
        to.putNextEntry(new JarEntry(entry.getName()));
        to.write(isOldClass(entry.getName(), content) ? modernized(content) : content);
        to.closeEntry();
      }
    }
  }

  private static boolean isOldClass(String name, byte[] content) {
    return name.endsWith(".class") && majorVersion(content) < Opcodes.V1_8;
  }

  private static int majorVersion(byte[] classFile) {
    return (classFile[6] & 0xff) << 8 | classFile[7] & 0xff;
  }

  private static byte[] modernized(byte[] classFile) {
    var reader = new ClassReader(classFile);
    var writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    reader.accept(new Lift(writer), ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }

  private static final class Lift extends ClassVisitor {
    Lift(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String parent,
        String[] interfaces) {
      super.visit(Opcodes.V1_8, access, name, signature, parent, interfaces);
    }
  }
}
