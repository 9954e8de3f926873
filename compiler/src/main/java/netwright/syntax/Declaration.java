package netwright.syntax;

import java.util.List;
import java.util.Optional;
import netwright.diag.Span;

/// What a file declares. The body of a [Function] written as `= expression` is a single [Statement.Return].
public sealed interface Declaration extends Ast, Ast.Documented {
  Identifier name();

  /// A declaration with parameters that is expanded where it is called.
  sealed interface Function extends Declaration {
    List<Parameter> parameters();

    List<Statement> body();
  }

  /// `network Digits { … }`
  record Network(Identifier name, List<NetworkItem> items, String doc, Span span)
      implements Declaration {}

  /// `layer residual(x: [n], act: layer = relu) -> [n] { … }`
  record Layer(
      Identifier name,
      List<Parameter> parameters,
      Optional<TypeAnnotation> result,
      List<Statement> body,
      String doc,
      Span span)
      implements Function {}

  /// `initializer eye(gain = 1.0) -> [n, m] = …`; the result names the sizes of the parameter it fills.
  record Initializer(
      Identifier name,
      List<Parameter> parameters,
      Optional<TypeAnnotation> result,
      List<Statement> body,
      String doc,
      Span span)
      implements Function {}

  /// `optimizer sgd(lr = 0.01) { … }`
  record Optimizer(
      Identifier name, List<Parameter> parameters, List<Statement> body, String doc, Span span)
      implements Function {}

  /// `schedule cosine(t, floor = 0.0) = …`
  record Schedule(
      Identifier name, List<Parameter> parameters, List<Statement> body, String doc, Span span)
      implements Function {}
}
