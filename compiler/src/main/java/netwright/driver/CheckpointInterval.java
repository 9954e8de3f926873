package netwright.driver;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netwright.runtime.train.TrainingLoop;

/// How often a checkpoint is written.
///
/// @param count at least 1
public record CheckpointInterval(long count, Unit unit) {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,9}) ?(|epochs?|steps?|s|seconds?|m|minutes?|h|hours?)");

  /// What is counted.
  public enum Unit {
    EPOCHS,
    STEPS,
    NANOSECONDS
  }

  /// The interval that a text such as `10`, `10epochs`, `500steps`, `30s`, `10m`, `1h` means; nothing if it means none.
  public static Optional<CheckpointInterval> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "", "epoch", "epochs" -> new CheckpointInterval(count, Unit.EPOCHS);
          case "step", "steps" -> new CheckpointInterval(count, Unit.STEPS);
          case "s", "second", "seconds" -> seconds(count);
          case "m", "minute", "minutes" -> seconds(60 * count);
          default -> seconds(3600 * count);
        });
  }

  /// An interval longer than can be counted is as long as can be.
  private static CheckpointInterval seconds(long count) {
    return new CheckpointInterval(TimeUnit.SECONDS.toNanos(count), Unit.NANOSECONDS);
  }

  /// How many intervals have passed.
  ///
  /// @param nanos since the training began here
  long passed(TrainingLoop loop, long nanos) {
    long position =
        switch (unit) {
          case EPOCHS -> loop.epoch();
          case STEPS -> loop.steps();
          case NANOSECONDS -> nanos;
        };
    return position / count;
  }
}
