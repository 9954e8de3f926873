package netwright.check;

import java.util.OptionalInt;
import netwright.diag.Span;
import netwright.ir.DType;

/// How a network is trained, apart from its optimizer.
///
/// @param batch samples in a step
/// @param epochs passes over the training rows
/// @param seed decides the start of parameters, the order of rows, and every draw
/// @param shuffle whether the rows come in another order in each epoch
/// @param validation rows that are watched and not trained on
/// @param patience after how many epochs without a better validation loss training stops, and the best is restored
/// @param clip what is done to large gradients
/// @param accumulate how many batches make a step of the optimizer
/// @param precision of the model's numbers
/// @param threads how many may be used; absent, as many as there are
/// @param span the train section
public record Recipe(
    int batch,
    int epochs,
    long seed,
    boolean shuffle,
    Split validation,
    OptionalInt patience,
    Clip clip,
    int accumulate,
    DType precision,
    OptionalInt threads,
    Span span) {

  /// What is not said.
  public static Recipe defaults(Span span) {
    return new Recipe(
        32,
        10,
        0,
        true,
        new Split.None(),
        OptionalInt.empty(),
        new Clip.None(),
        1,
        DType.F32,
        OptionalInt.empty(),
        span);
  }
}
