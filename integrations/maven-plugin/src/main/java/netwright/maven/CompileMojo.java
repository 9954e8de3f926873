package netwright.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Compiles the networks of the project. */
@Mojo(name = "compile", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class CompileMojo extends NetMojo {

  /** The folder with the networks, and with the files that they import. */
  @Parameter(
      property = "netwright.sourceDirectory",
      defaultValue = "${project.basedir}/src/main/net")
  private File sourceDirectory;

  @Override
  Folders folders() {
    return new Folders(
        sourceDirectory.toPath(),
        target("generated-sources/netwright"),
        target("generated-resources/netwright"),
        Path.of(project().getBuild().getOutputDirectory()),
        target("netwright/main.state"));
  }

  @Override
  void include(Folders folders) {
    project().addCompileSourceRoot(folders.sources().toString());
    include(project().getResources(), folders.resources());
  }
}
