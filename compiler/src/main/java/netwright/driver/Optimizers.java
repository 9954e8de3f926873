package netwright.driver;

import java.util.ArrayList;
import java.util.List;
import netwright.syntax.Ast.NetFile;
import netwright.syntax.AstPrinter;
import netwright.syntax.Declaration;
import netwright.syntax.NetworkItem;
import netwright.syntax.Section;

/// The optimizers of a recipe as text.
final class Optimizers {
  private Optimizers() {}

  /// As the source says, one for each pattern, and then what the command line sets: `adam(lr = 0.01)`, `*.bias = sgd()`,
  /// `--set lr=0.1`.
  static List<String> text(NetFile tree, CompileOptions options) {
    List<String> texts = new ArrayList<>();
    for (Declaration declaration : tree.declarations()) {
      if (declaration instanceof Declaration.Network network) {
        network.items().forEach(item -> collect(item, texts));
      }
    }
    options.settings().stream()
        .filter(setting -> setting.startsWith("train.optimizer"))
        .forEach(setting -> texts.add("--set " + setting));
    return texts;
  }

  private static void collect(NetworkItem item, List<String> texts) {
    if (!(item instanceof NetworkItem.Train train)) {
      return;
    }
    for (Section.TrainItem setting : train.items()) {
      if (setting.name().text().equals("optimizer")) {
        String pattern = setting.pattern().map(found -> found.text() + " = ").orElse("");
        texts.add(pattern + AstPrinter.print(setting.value()));
      }
    }
  }
}
