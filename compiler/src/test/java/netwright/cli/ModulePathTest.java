package netwright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// The tests run on the module path; Surefire falls back to the class path without a word.
class ModulePathTest {
  @Test
  void testsRunInsideTheModule() {
    assertEquals("netwright.compiler", Main.class.getModule().getName());
  }

  @Test
  void vectorModuleIsResolved() {
    assertTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
  }
}
