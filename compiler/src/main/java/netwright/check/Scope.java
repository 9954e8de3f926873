package netwright.check;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import netwright.diag.Span;

/// What the names of one body mean: values and callables, two namespaces, and the axes that `..s` stands for.
final class Scope {

  /// A name's value, where it was defined, and whether anyone asked for it.
  static final class Entry {
    private Value value;
    private final Span declared;
    private boolean read;

    private Entry(Value value, Span declared) {
      this.value = value;
      this.declared = declared;
    }

    Value value() {
      return value;
    }

    Span declared() {
      return declared;
    }

    boolean isRead() {
      return read;
    }
  }

  private final Map<String, Entry> values = new LinkedHashMap<>();
  private final Map<String, Value> callables = new HashMap<>();
  private final Map<String, List<Integer>> rests = new HashMap<>();
  private final Map<String, String> binders = new HashMap<>();
  private final Map<String, Variables.Draft> states = new HashMap<>();
  private final Map<String, Span> upcoming = new HashMap<>();

  /// A scope that begins with the same values and callables.
  Scope copy() {
    Scope copy = new Scope();
    values.forEach((name, entry) -> copy.define(name, entry.value, entry.declared));
    copy.callables.putAll(callables);
    copy.rests.putAll(rests);
    return copy;
  }

  /// Says that `name` will be defined at `place`, so that an early use can be explained.
  void announce(String name, Span place) {
    upcoming.putIfAbsent(name, place);
  }

  Optional<Span> upcoming(String name) {
    return Optional.ofNullable(upcoming.get(name));
  }

  void define(String name, Value value, Span place) {
    values.put(name, new Entry(value, place));
  }

  /// Gives `name`, which is defined, another value.
  void replace(String name, Value value) {
    values.get(name).value = value;
  }

  Optional<Entry> entry(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /// The value of `name`, which counts as read from now on.
  Optional<Value> read(String name) {
    Entry entry = values.get(name);
    if (entry == null) {
      return Optional.empty();
    }
    entry.read = true;
    return Optional.of(entry.value);
  }

  Map<String, Entry> entries() {
    return values;
  }

  /// Defines a state, which can be assigned.
  void defineState(String name, Variables.Draft draft, Span place) {
    define(name, new Value.Tensor(draft.leaf()), place);
    states.put(name, draft);
  }

  Optional<Variables.Draft> state(String name) {
    return Optional.ofNullable(states.get(name));
  }

  void defineCallable(String name, Value value) {
    callables.put(name, value);
  }

  Optional<Value> callable(String name) {
    return Optional.ofNullable(callables.get(name));
  }

  Set<String> callableNames() {
    return callables.keySet();
  }

  /// Binds the axes of `..name`.
  void bindRest(String name, List<Integer> sizes, String binder) {
    rests.put(name, List.copyOf(sizes));
    binders.put(".." + name, binder);
  }

  Optional<List<Integer>> rest(String name) {
    return Optional.ofNullable(rests.get(name));
  }

  /// Binds the size `name`, found in the shape of the argument `binder`.
  void bindSize(String name, int size, String binder, Span place) {
    define(name, new Value.Number(size), place);
    binders.put(name, binder);
  }

  /// The argument whose shape bound the dimension `name` (or `..name`).
  Optional<String> binder(String name) {
    return Optional.ofNullable(binders.get(name));
  }
}
