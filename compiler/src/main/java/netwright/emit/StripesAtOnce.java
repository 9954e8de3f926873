package netwright.emit;

import java.util.function.IntConsumer;

/// The stripes of columns that go through a contraction side by side.
interface StripesAtOnce {
  /// A stripe by itself.
  StripesAtOnce ONE =
      new StripesAtOnce() {
        @Override
        public void each(Runnable body) {
          body.run();
        }

        @Override
        public void together(IntConsumer body) {
          body.accept(1);
        }
      };

  /// Runs `body` for one stripe after the other.
  void each(Runnable body);

  /// Runs `body` with how many neighbouring stripes are copied at a time, starting at the first of them, until all are.
  void together(IntConsumer body);
}
