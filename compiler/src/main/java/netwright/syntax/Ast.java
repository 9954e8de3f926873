package netwright.syntax;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import netwright.diag.Source;
import netwright.diag.Span;

/// What `Net.g4` parses, as immutable records. The kinds have a sealed interface each: [Declaration], [NetworkItem],
/// [Statement], [Expression], [TypeAnnotation], and what the sections of a network hold ([Section]).
///
/// Chains are flat lists (`a + b - c` is one [Expression.Binary], `x -> f -> g` one [Expression.Arrow]); everything
/// else nests at most 256 deep, so a pass may recurse over nesting and must loop over chains.
public sealed interface Ast
    permits Ast.NetFile,
        Ast.PackageName,
        Ast.Import,
        Ast.Identifier,
        Ast.Parameter,
        Ast.Pattern,
        Declaration,
        NetworkItem,
        Statement,
        Section,
        TypeAnnotation,
        TypeAnnotation.Dimension,
        Expression,
        Expression.Argument {

  /// Where the node stands; of an expression in brackets, without them.
  Span span();

  /// A node that a `///` comment can describe. The lines of the comment are joined by `\n`; empty without one.
  sealed interface Documented permits Declaration, NetworkItem, Statement {
    String doc();
  }

  /// A whole file: `package a.b`, imports, declarations.
  record NetFile(
      Optional<PackageName> packageName,
      List<Import> imports,
      List<Declaration> declarations,
      Span span)
      implements Ast {
    /// The file of a source that could not be parsed at all.
    static NetFile empty(Source source) {
      return new NetFile(
          Optional.empty(), List.of(), List.of(), source.span(0, source.text().length()));
    }
  }

  /// `package com.acme.pricing`
  record PackageName(List<Identifier> segments, Span span) implements Ast {
    /// `com.acme.pricing`
    public String text() {
      return segments.stream().map(Identifier::text).collect(Collectors.joining("."));
    }
  }

  /// `import "layers.net"`
  record Import(Expression.TextLiteral path, Span span) implements Ast {}

  /// A name where it is defined, or the name of a called layer.
  record Identifier(String text, Span span) implements Ast {}

  /// `x: [n]`, `act: layer = relu`, `eps = 1e-5` in the signature of a layer, initializer, optimizer or schedule.
  record Parameter(
      Identifier name, Optional<TypeAnnotation> type, Optional<Expression> defaultValue, Span span)
      implements Ast {}

  /// `linear.weight`, `h.linear.3.*` or `"*.bias"`: names, numbers and `*`, one a segment.
  record Pattern(List<String> segments, Span span) implements Ast {
    /// `linear.weight`
    public String text() {
      return String.join(".", segments);
    }
  }
}
