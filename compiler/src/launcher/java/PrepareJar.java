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

/// Copies a jar and lifts its classes from before Java 8 to that: those from before 6 have no stack maps for the JVM's newer
/// verifier, and its AOT cache refuses them. Others stay as they are, byte for byte. `java -cp asm.jar PrepareJar.java OLD.jar
/// NEW.jar`, run by `netc` when it makes its caches.
final class PrepareJar {

  static void main(String[] arguments) throws IOException {
    try (var from = new JarFile(arguments[0]);
        var to = new JarOutputStream(Files.newOutputStream(Path.of(arguments[1])))) {
      for (Enumeration<JarEntry> entries = from.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        byte[] content = from.getInputStream(entry).readAllBytes();
        to.putNextEntry(new JarEntry(entry.getName()));
        to.write(entry.getName().endsWith(".class") && isOld(content) ? lifted(content) : content);
        to.closeEntry();
      }
    }
  }

  private static boolean isOld(byte[] classFile) {
    int majorVersion = (classFile[6] & 0xff) << 8 | classFile[7] & 0xff;
    return majorVersion < Opcodes.V1_8;
  }

  private static byte[] lifted(byte[] classFile) {
    var writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    new ClassReader(classFile).accept(new Lift(writer), ClassReader.SKIP_FRAMES);
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
