package netwright.cli;

import netwright.runtime.train.EpochReport;

/// How far training is: on a terminal one line that is rewritten, elsewhere about ten lines.
final class Progress {
  private static final int LINES = 10;
  private static final long REWRITE_NANOS = 100_000_000;
  private static final long NEVER = Long.MIN_VALUE;
  private static final String CLEAR = "\r\u001b[K";

  private final Screen screen;
  private long written = NEVER;

  Progress(Screen screen) {
    this.screen = screen;
  }

  /// Tells of the first epoch, and of others if it is time.
  void epoch(EpochReport report) {
    boolean last = report.epoch() == report.epochs();
    if (screen.interactive()) {
      boolean due = written == NEVER || report.nanos() - written >= REWRITE_NANOS;
      if (due && !last) {
        written = report.nanos();
        show(CLEAR + line(report) + "  " + left(report) + " left");
      }
    } else if (last || report.epoch() % Math.ceilDiv(report.epochs(), LINES) == 0) {
      show(line(report) + System.lineSeparator());
    }
  }

  /// Says what goes on, on a terminal.
  void note(String text) {
    if (screen.interactive()) {
      written = 0;
      show(CLEAR + text);
    }
  }

  /// Leaves a clean line.
  void done() {
    if (screen.interactive() && written != NEVER) {
      show(CLEAR);
      written = NEVER;
    }
  }

  private static String line(EpochReport report) {
    String all = String.valueOf(report.epochs());
    String number = String.valueOf(report.epoch());
    StringBuilder text = new StringBuilder("epoch ").repeat(' ', all.length() - number.length());
    text.append(number)
        .append('/')
        .append(all)
        .append("  loss ")
        .append(Figures.number(report.loss()));
    report
        .validationLoss()
        .ifPresent(loss -> text.append("  validation ").append(Figures.number(loss)));
    return text.toString();
  }

  private static String left(EpochReport report) {
    double each = report.nanos() / 1e9 / report.epoch();
    return Figures.seconds(each * (report.epochs() - report.epoch()));
  }

  private void show(String text) {
    screen.flush();
    screen.err().print(text);
    screen.err().flush();
  }
}
