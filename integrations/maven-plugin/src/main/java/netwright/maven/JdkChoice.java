package netwright.maven;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;

/// Chooses the JDK that the compiler runs on.
///
/// @param toolchains what Maven knows of JDKs
/// @param session the build
/// @param folders where to look for one that Maven does not know
record JdkChoice(ToolchainManager toolchains, MavenSession session, JdkFolders folders) {
  /// The version that the compiler needs.
  static final int LEAST = 25;

  private static final String TYPE = "jdk";

  /// The JDK that a toolchain plugin has chosen for this build if it is new enough; else one in Maven's `toolchains.xml`, the
  /// one that Maven runs on, the one of JAVA_HOME, of `java` on the PATH, or the first in the usual folders.
  ///
  /// @throws MojoFailureException if there is none
  Jdk choose() throws MojoFailureException {
    return Stream.of(ofBuild(), ofToolchains(), running())
        .flatMap(Optional::stream)
        .filter(jdk -> jdk.isAtLeast(LEAST))
        .findFirst()
        .or(() -> folders.first(LEAST))
        .orElseThrow(() ->
            new MojoFailureException(
                "networks are compiled on a JDK "
                    + LEAST
                    + " or newer, and none was found: install one, set JAVA_HOME to it, or name it in toolchains.xml"));
  }

  private Optional<Jdk> ofBuild() {
    return Optional.ofNullable(toolchains.getToolchainFromBuildContext(TYPE, session))
        .flatMap(JdkChoice::jdk);
  }

  private Optional<Jdk> ofToolchains() {
    Map<String, String> wanted = Map.of("version", "[" + LEAST + ",)");
    return toolchains.getToolchains(session, TYPE, wanted).stream()
        .flatMap(toolchain -> jdk(toolchain).stream())
        .findFirst();
  }

  private static Optional<Jdk> running() {
    return Jdk.in(Path.of(System.getProperty("java.home")));
  }

  /// A toolchain tells where its tools are.
  private static Optional<Jdk> jdk(Toolchain toolchain) {
    String java = toolchain.findTool("java");
    return java == null ? Optional.empty() : Jdk.in(Path.of(java).getParent().getParent());
  }
}
