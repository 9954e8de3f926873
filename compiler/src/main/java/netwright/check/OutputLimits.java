package netwright.check;

import java.util.List;
import netwright.diag.Code;
import netwright.diag.Diagnostic;

/// What a predictor returns can depend on what it is given alone: not on targets, which nobody knows then.
final class OutputLimits {
  private final Reports reports;

  OutputLimits(Reports reports) {
    this.reports = reports;
  }

  void check(List<TypedModel.Output> outputs, List<TypedModel.Port> targets) {
    for (TypedModel.Output output : outputs) {
      Reached reached = new Reached();
      reached.add(output.value());
      targets.stream()
          .map(TypedModel.Port::name)
          .filter(reached.inputs()::contains)
          .findFirst()
          .ifPresent(target -> reports.error(known(output, target)));
    }
  }

  private static Diagnostic known(TypedModel.Output output, String target) {
    return Diagnostic.of(
            Code.OUTPUT_OF_TARGET,
            output.span(),
            "the output `" + output.name() + "` depends on the target `" + target + "`")
        .help("a prediction has no targets; what compares with one is a `loss` or a `metric`");
  }
}
