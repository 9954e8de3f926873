package netwright.check;

import java.util.ArrayList;
import java.util.List;

/// What a command line sets: `--set hidden=8`, `--set train.epochs=50`.
public record Overrides(List<Setting> all) {

  /// Nothing is set.
  public static final Overrides NONE = new Overrides(List.of());

  public Overrides {
    all = List.copyOf(all);
  }

  /// One of them.
  ///
  /// @param key such as `hidden` or `train.optimizer.lr`
  /// @param text an expression, or what a data section could say
  public record Setting(String key, String text) {}

  /// These and one more.
  public Overrides with(String key, String text) {
    List<Setting> more = new ArrayList<>(all);
    more.add(new Setting(key, text));
    return new Overrides(more);
  }
}
