package netwright.check;

import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;

/// How much memory the variables of a network need, as f32: parameters, buffers, optimizer states, gradients and
/// sums of gradients.
final class Footprint {
  private final Reports reports;
  private final long available;

  Footprint(Reports reports) {
    this.reports = reports;
    this.available = Runtime.getRuntime().maxMemory();
  }

  /// Reports a network whose variables do not fit into one array, or not into the memory of this JVM.
  void check(Iterable<Variables.Draft> variables, Trained trained, Span network) {
    long parameters = 0;
    long all = 0;
    for (Variables.Draft variable : variables) {
      long elements = variable.shape().elements();
      parameters += variable.isParameter() ? elements : 0;
      all += elements;
    }
    for (TypedModel.Update update : trained.updates()) {
      boolean summed = trained.recipe().accumulate() > 1;
      all += summed ? update.shape().elements() : 0;
      for (TypedModel.StateUpdate state : update.states()) {
        all += state.shape().elements();
      }
    }
    long bytes = Float.BYTES * (all + parameters);
    if (all > Sizes.MOST_ELEMENTS || bytes > available) {
      String message =
          "the network has %d parameters; training them takes %d MB, and there are %d MB"
              .formatted(parameters, bytes >> 20, available >> 20);
      reports.error(
          Diagnostic.of(Code.TOO_LARGE, network, message)
              .help("give the JVM more memory with `-Xmx`, or make the layers smaller"));
    }
  }
}
