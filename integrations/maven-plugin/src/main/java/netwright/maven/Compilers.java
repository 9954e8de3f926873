package netwright.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.maven.plugin.MojoExecutionException;

/// Several networks at a time, as many as there are processors.
final class Compilers {
  private Compilers() {}

  /// Compiles `sources`.
  ///
  /// @return what became of each, in the same order
  /// @throws MojoExecutionException if a process breaks down
  static List<Compiler.Result> run(Compiler compiler, List<Path> sources)
      throws MojoExecutionException {
    int processes = Math.min(sources.size(), Runtime.getRuntime().availableProcessors());
    ExecutorService pool = Executors.newFixedThreadPool(processes);
    try {
      List<Future<Compiler.Result>> futures = new ArrayList<>();
      for (Path source : sources) {
        futures.add(pool.submit(() -> compiler.run(source)));
      }
      List<Compiler.Result> results = new ArrayList<>();
      for (Future<Compiler.Result> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof MojoExecutionException failed
          ? failed
          : new MojoExecutionException("cannot compile networks", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("interrupted while networks were compiled", e);
    } finally {
      pool.shutdownNow();
    }
  }
}
