/// The compiler: the stages, the interpreter, the driver and the command line.
module netwright.compiler {
  requires netwright.grammar;
  requires transitive netwright.runtime;
  requires com.fasterxml.jackson.core;
  requires de.siegmar.fastcsv;
  requires info.picocli;
  requires java.compiler;
  requires static jdk.incubator.vector;
  requires static jdk.management;
  requires org.objectweb.asm;
  requires org.objectweb.asm.tree;
  requires org.objectweb.asm.tree.analysis;
  requires org.objectweb.asm.util;

  exports netwright.diag;
  exports netwright.driver;
  exports netwright.shared;
  exports netwright.threads;
}
