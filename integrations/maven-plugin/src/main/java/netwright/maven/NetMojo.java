package netwright.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.ToolchainManager;

/** What both goals have in common. */
abstract class NetMojo extends AbstractMojo {

  /** Settings of the networks as {@code name=value}: a hyper-parameter, or a setting of {@code train} or {@code data}. */
  @Parameter private List<String> settings = List.of();

  /** Options for the virtual machine that the compiler runs in, such as {@code -Xmx4g}. */
  @Parameter private List<String> jvmArguments = List.of();

  /** Whether to do nothing. */
  @Parameter(property = "netwright.skip", defaultValue = "false")
  private boolean skip;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
  private PluginDescriptor plugin;

  @Inject private ToolchainManager toolchains;

  /** Where everything is. */
  abstract Folders folders();

  /** Makes the generated sources and resources part of the project. */
  abstract void include(Folders folders);

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Networks are skipped");
      return;
    }
    Folders folders = folders();
    try {
      List<Path> sources = sources(folders.networks());
      if (!sources.isEmpty() || Files.exists(folders.state())) {
        new Build(folders, setup(), getLog()).run(sources, () -> compiler(folders));
      }
      if (!sources.isEmpty()) {
        include(folders);
      }
    } catch (IOException e) {
      throw new MojoExecutionException("cannot read or write " + e.getMessage(), e);
    }
  }

  final MavenProject project() {
    return project;
  }

  /** A folder below the one for all that is built. */
  final Path target(String name) {
    return Path.of(project.getBuild().getDirectory()).resolve(name);
  }

  /** Adds the files in {@code folder} to those that are packed as they are, unless they are there from a goal before. */
  static void include(List<Resource> resources, Path folder) {
    String directory = folder.toString();
    if (resources.stream().noneMatch(known -> directory.equals(known.getDirectory()))) {
      Resource resource = new Resource();
      resource.setDirectory(directory);
      resources.add(resource);
    }
  }

  private static List<Path> sources(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".net"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private Compiler compiler(Folders folders) throws MojoFailureException {
    Jdk jdk = new JdkChoice(toolchains, session, JdkFolders.here()).choose();
    return new Compiler(jdk, jvmArguments, classPath(), settings, folders);
  }

  private List<Path> classPath() {
    return plugin.getArtifacts().stream().map(Artifact::getFile).map(File::toPath).toList();
  }

  /** The fingerprint of everything but files of networks that decides what is made of them. */
  private String setup() throws IOException {
    StringBuilder text = new StringBuilder(plugin.getVersion());
    text.append('\n').append(settings).append('\n').append(jvmArguments).append('\n');
    for (Path path : classPath()) {
      text.append(path).append(' ').append(Files.size(path)).append(' ');
      text.append(Files.getLastModifiedTime(path)).append('\n');
    }
    return Fingerprints.of(text.toString());
  }
}
