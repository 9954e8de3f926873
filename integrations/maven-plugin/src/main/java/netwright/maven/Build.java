package netwright.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/// Brings what is made of networks up to date: compiles those that have changed, deletes what is left of others.
///
/// @param setup the fingerprint of all that concerns every network
record Build(Folders folders, String setup, Log log) {

  /// Gives the compiler when it turns out to be needed.
  interface Start {
    Compiler compiler() throws MojoFailureException;
  }

  /// Brings up to date what is made of `sources`.
  ///
  /// @throws MojoFailureException if a network has errors, after these have been shown
  void run(List<Path> sources, Start start)
      throws IOException, MojoExecutionException, MojoFailureException {
    State old = State.read(folders.state());
    List<Path> changed = new ArrayList<>();
    for (Path source : sources) {
      if (!old.setup().equals(setup) || !old.holds(source)) {
        changed.add(source);
      }
    }
    if (changed.isEmpty()) {
      finish(kept(old, sources));
      if (!sources.isEmpty()) {
        log.info("Nothing to compile - all networks are up to date.");
      }
      return;
    }
    Compiler compiler = start.compiler();
    log.info(
        "Compiling " + count(changed.size(), "network") + " on JDK " + compiler.jdk().version());
    List<Compiler.Result> results = Compilers.run(compiler, changed);
    finish(state(kept(old, sources), results));
    report(results);
  }

  /// What `old` knows of sources that still exist.
  private State kept(State old, List<Path> sources) {
    Map<Path, State.Entry> entries = new TreeMap<>(old.entries());
    entries.keySet().retainAll(sources);
    return new State(setup, entries);
  }

  private static State state(State kept, List<Compiler.Result> results) throws IOException {
    Map<Path, State.Entry> entries = new TreeMap<>(kept.entries());
    for (Compiler.Result result : results) {
      State.Entry entry = entries.get(result.source());
      entries.put(result.source(), entry(result, entry == null ? Map.of() : entry.outputs()));
    }
    return new State(kept.setup(), entries);
  }

  /// What is known of a network now. What was made of it before its errors stays, but does not count as up to date.
  private static State.Entry entry(Compiler.Result result, Map<Path, String> before)
      throws IOException {
    if (result.succeeded() || result.isLibrary()) {
      Set<Path> inputs = new TreeSet<>(result.inputs());
      inputs.add(result.source());
      return new State.Entry(Fingerprints.of(inputs), Fingerprints.of(result.outputs()));
    }
    return new State.Entry(Map.of(result.source(), "failed"), before);
  }

  private void finish(State state) throws IOException, MojoFailureException {
    requireDistinct(state);
    Set<Path> outputs =
        state.entries().values().stream()
            .flatMap(entry -> entry.outputs().keySet().stream())
            .collect(Collectors.toSet());
    int deleted = new Leftovers(folders).delete(outputs);
    if (deleted > 0) {
      log.info("Deleted " + count(deleted, "file") + " of networks that are no longer there");
    }
    state.write(folders.state());
  }

  private void report(List<Compiler.Result> results) throws MojoFailureException {
    Set<JsonLine> messages = new LinkedHashSet<>();
    Set<Path> failed = new LinkedHashSet<>();
    for (Compiler.Result result : results) {
      if (result.isLibrary()) {
        log.info(result.source().getFileName() + " has no network: other files may import it");
      } else {
        messages.addAll(result.messages());
        if (!result.withoutWeights().isEmpty()) {
          String name = result.source().getFileName().toString();
          log.warn(name + " is compiled without weights: " + result.withoutWeights());
        }
        if (!result.succeeded()) {
          failed.add(result.source());
        }
      }
    }
    Messages shown = new Messages(log);
    messages.forEach(shown::show);
    long errors = messages.stream().filter(JsonLine::isError).count();
    if (!failed.isEmpty()) {
      String what =
          failed.size() == 1
              ? failed.iterator().next().getFileName().toString()
              : failed.size() + " networks";
      throw new MojoFailureException(
          "cannot compile " + what + ": " + count(errors, "error") + ", shown above");
    }
  }

  /// Two networks of one name would overwrite one another.
  private static void requireDistinct(State state) throws MojoFailureException {
    Map<Path, Path> writers = new HashMap<>();
    for (Map.Entry<Path, State.Entry> entry : state.entries().entrySet()) {
      for (Path output : entry.getValue().outputs().keySet()) {
        Path other = writers.put(output, entry.getKey());
        if (other != null) {
          throw new MojoFailureException(
              other + " and " + entry.getKey() + " have networks of the same name and package");
        }
      }
    }
  }

  private static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
