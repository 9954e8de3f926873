package netwright.check;

import java.util.List;
import java.util.Optional;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.syntax.NetworkItem;
import netwright.syntax.Section;

/// Warnings about a recipe that will hardly do what its author wants.
final class RecipeLints {
  private final Reports reports;

  RecipeLints(Reports reports) {
    this.reports = reports;
  }

  void check(TypedModel model, List<NetworkItem.Train> sections) {
    Recipe recipe = model.recipe();
    if (recipe.patience().isPresent() && recipe.validation() instanceof Split.None) {
      reports.warning(
          Diagnostic.of(
                  Code.STOP_WITHOUT_VALIDATION,
                  setting("stop", sections).orElse(recipe.span()),
                  "without validation rows, early stopping watches the training loss")
              .help("hold rows out: `validation = 0.1`"));
    }
  }

  private static Optional<Span> setting(String name, List<NetworkItem.Train> sections) {
    return sections.stream()
        .flatMap(section -> section.items().stream())
        .filter(item -> item.name().text().equals(name))
        .map(Section.TrainItem::span)
        .findFirst();
  }
}
