package netwright.emit;

import java.util.HashMap;
import java.util.Map;
import netwright.loop.Index;
import netwright.loop.Local;

/// Where the indices and locals that are visible at a place live.
final class Frame {
  private final Map<Index, Place> indices;
  private final Map<Local, Integer> locals;

  Frame() {
    this(Map.of(), Map.of());
  }

  private Frame(Map<Index, Place> indices, Map<Local, Integer> locals) {
    this.indices = new HashMap<>(indices);
    this.locals = new HashMap<>(locals);
  }

  /// An index's value: the variable in `slot` plus `offset`, or the constant `offset` alone.
  record Place(int slot, int offset) {
    private static final int NO_SLOT = -1;

    static Place constant(int value) {
      return new Place(NO_SLOT, value);
    }

    static Place variable(int slot) {
      return new Place(slot, 0);
    }

    boolean isConstant() {
      return slot == NO_SLOT;
    }

    Place plus(int more) {
      return new Place(slot, offset + more);
    }
  }

  Frame copy() {
    return new Frame(indices, locals);
  }

  void bind(Index index, Place place) {
    indices.put(index, place);
  }

  void bind(Local local, int slot) {
    locals.put(local, slot);
  }

  Place place(Index index) {
    Place place = indices.get(index);
    if (place == null) {
      throw new IllegalStateException("no loop over " + index + " here");
    }
    return place;
  }

  int slot(Local local) {
    Integer slot = locals.get(local);
    if (slot == null) {
      throw new IllegalStateException(local + " is not defined here");
    }
    return slot;
  }
}
