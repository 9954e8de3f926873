package netwright.check;

import java.util.Optional;
import netwright.diag.Span;
import netwright.syntax.Declaration;

/// Where an expression is evaluated.
///
/// @param scope what its names mean
/// @param library the layers, initializers and optimizers it can call
/// @param tensors makes its tensors
/// @param owner names the parameters of layers it calls
/// @param site the user's call that stands for everything here, if this is library code; else [Span#NONE]
/// @param caller the call that led here, if this is the body of a declaration
/// @param clock whether `step`, `epoch` and `progress` mean something: in schedules and optimizers
/// @param filled the parameter to fill, in initializers
record Frame(
    Scope scope,
    Library library,
    Tensors tensors,
    Owner owner,
    Span site,
    Optional<Caller> caller,
    boolean clock,
    Optional<Variables.Draft> filled) {

  /// How deep declarations may call one another.
  static final int DEEPEST = 200;

  /// A call that is being expanded.
  ///
  /// @param layer the name of what is called
  /// @param call the place of the call
  record Caller(String layer, Span call, Optional<Caller> outer, int depth) {}

  /// The frame of a network's own expressions.
  static Frame network(Library library, Tensors tensors) {
    return new Frame(
        new Scope(),
        library,
        tensors,
        Owner.of(""),
        Span.NONE,
        Optional.empty(),
        false,
        Optional.empty());
  }

  /// The frame of the body of `declared`, called from here at `call`, with an empty scope.
  Frame body(Library.Declared declared, Span call, Owner bodyOwner) {
    String name = declared.name();
    Caller next = new Caller(name, call, caller, depth() + 1);
    Span standsFor = declared.isStandard() ? place(call) : Span.NONE;
    boolean timed = clock && !(declared.declaration() instanceof Declaration.Layer);
    boolean fills = declared.declaration() instanceof Declaration.Initializer;
    Tensors made = declared.isForeign() ? tensors.standingFor(place(call)) : tensors;
    return new Frame(
        new Scope(),
        declared.library(),
        made,
        bodyOwner,
        standsFor,
        Optional.of(next),
        timed,
        fills ? filled : Optional.empty());
  }

  /// The place a user sees for something at `span` here.
  Span place(Span span) {
    return site.isNone() ? span : site;
  }

  boolean isLibrary() {
    return !site.isNone();
  }

  int depth() {
    return caller.map(Caller::depth).orElse(0);
  }

  Frame with(Owner other) {
    return new Frame(scope, library, tensors, other, site, caller, clock, filled);
  }

  Frame with(Tensors other) {
    return new Frame(scope, library, other, owner, site, caller, clock, filled);
  }

  Frame with(Scope other) {
    return new Frame(other, library, tensors, owner, site, caller, clock, filled);
  }

  Frame filling(Variables.Draft parameter) {
    return new Frame(scope, library, tensors, owner, site, caller, clock, Optional.of(parameter));
  }

  Frame withClock() {
    return new Frame(scope, library, tensors, owner, site, caller, true, filled);
  }
}
