package netwright.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Compiles the networks of the project's tests. */
@Mojo(name = "test-compile", defaultPhase = LifecyclePhase.GENERATE_TEST_SOURCES, threadSafe = true)
public final class TestCompileMojo extends NetMojo {

  /** The folder with the networks, and with the files that they import. */
  @Parameter(
      property = "netwright.testSourceDirectory",
      defaultValue = "${project.basedir}/src/test/net")
  private File testSourceDirectory;

  @Override
  Folders folders() {
    return new Folders(
        testSourceDirectory.toPath(),
        target("generated-test-sources/netwright"),
        target("generated-test-resources/netwright"),
        Path.of(project().getBuild().getTestOutputDirectory()),
        target("netwright/test.state"));
  }

  @Override
  void include(Folders folders) {
    project().addTestCompileSourceRoot(folders.sources().toString());
    include(project().getTestResources(), folders.resources());
  }
}
