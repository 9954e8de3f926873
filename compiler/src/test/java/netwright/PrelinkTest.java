package netwright;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/// What the build's `Prelink` is to leave of switches over types, and of `equals` and `hashCode` of records: nothing that is linked
/// at run time.
class PrelinkTest {
  private static final Path CLASSES =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target/classes");

  @Test
  void nothingIsLeftToLink() throws IOException {
    Set<String> left = new TreeSet<>();
    List<Path> files;
    try (Stream<Path> all = Files.walk(CLASSES)) {
      files = all.filter(file -> file.toString().endsWith(".class")).toList();
    }
    assertTrue(files.size() > 500, () -> files.size() + " classes in " + CLASSES);
    for (Path file : files) {
      new ClassReader(Files.readAllBytes(file)).accept(new Search(left), ClassReader.SKIP_DEBUG);
    }
    assertEquals(Set.of(), left);
  }

  /// Notes the methods in which something is linked that need not be.
  private static final class Search extends ClassVisitor {
    private final Set<String> found;
    private String owner;

    Search(Set<String> found) {
      super(Opcodes.ASM9);
      this.found = found;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String parent,
        String[] interfaces) {
      owner = name;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String method, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitInvokeDynamicInsn(
            String called, String type, Handle bootstrap, Object... constants) {
          boolean ofRecord = bootstrap.getOwner().equals("java/lang/runtime/ObjectMethods");
          boolean overTypes =
              bootstrap.getName().equals("typeSwitch")
                  && Stream.of(constants).allMatch(Type.class::isInstance);
          if (overTypes || (ofRecord && !called.equals("toString"))) {
            found.add(owner + "." + method);
          }
        }
      };
    }
  }
}
