package netwright.check;

import java.util.List;

/// What a train section says: the recipe, and what the optimizer does to each parameter.
record Trained(Recipe recipe, List<TypedModel.Update> updates) {
  Trained {
    updates = List.copyOf(updates);
  }
}
