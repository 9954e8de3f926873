package netwright.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.diag.Suggestions;
import netwright.ir.Shape;
import netwright.syntax.Ast;
import netwright.syntax.Expression;
import netwright.syntax.NetworkItem;
import netwright.syntax.Section;

/// The rows of `verify` sections, compared with the shapes of the network's inputs and outputs.
final class VerifySection {
  private final Reports reports;
  private final Set<String> faulty;

  /// @param faulty outputs that an error has been reported about
  VerifySection(Reports reports, Set<String> faulty) {
    this.reports = reports;
    this.faulty = faulty;
  }

  /// What a value says: numbers row-major, or a label.
  private record Cells(List<Double> numbers, Optional<String> label) {}

  List<TypedModel.VerifyRow> check(
      List<NetworkItem.Verify> sections,
      List<TypedModel.Port> inputs,
      List<TypedModel.Output> outputs) {
    List<TypedModel.VerifyRow> rows = new ArrayList<>();
    for (NetworkItem.Verify section : sections) {
      for (Section.VerifyRow row : section.rows()) {
        rows.add(row(row, inputs, outputs));
      }
    }
    return rows;
  }

  private TypedModel.VerifyRow row(
      Section.VerifyRow row, List<TypedModel.Port> inputs, List<TypedModel.Output> outputs) {
    List<TypedModel.Given> given = new ArrayList<>();
    for (Section.Given item : row.given()) {
      find(inputs, TypedModel.Port::name, item.name(), "input")
          .flatMap(port -> cells(item.value(), port.name(), port.type()))
          .ifPresent(cells ->
              given.add(
                  new TypedModel.Given(
                      item.name().text(), cells.numbers(), cells.label(), item.span())));
    }
    for (TypedModel.Port input : inputs) {
      if (row.given().stream().noneMatch(item -> item.name().text().equals(input.name()))) {
        reports.error(
            Diagnostic.of(
                    Code.BAD_ROW,
                    row.span(),
                    "the row says nothing of the input `" + input.name() + "`")
                .note("it is declared", input.span()));
      }
    }
    return new TypedModel.VerifyRow(given, expected(row, outputs), row.span());
  }

  private List<TypedModel.Expected> expected(
      Section.VerifyRow row, List<TypedModel.Output> outputs) {
    List<TypedModel.Expected> expected = new ArrayList<>();
    for (Section.Expected item : row.expected()) {
      OptionalDouble within = within(item);
      if (faulty.contains(item.name().text())) {
        continue;
      }
      find(outputs, TypedModel.Output::name, item.name(), "output")
          .flatMap(output -> cells(item.value(), output.name(), output.value().type()))
          .ifPresent(cells ->
              expected.add(
                  new TypedModel.Expected(
                      item.name().text(), cells.numbers(), cells.label(), within, item.span())));
    }
    return expected;
  }

  private OptionalDouble within(Section.Expected item) {
    if (item.within().isEmpty()) {
      return OptionalDouble.empty();
    }
    Expression.NumberLiteral distance = item.within().get();
    if (distance.value() < 0) {
      reports.error(
          Diagnostic.of(
                  Code.BAD_ROW, distance.span(), "`within` takes a distance, which is not negative")
              .help("write within " + -distance.value()));
    }
    return OptionalDouble.of(distance.value());
  }

  private <T> Optional<T> find(
      List<T> all, Function<T, String> name, Ast.Identifier wanted, String kind) {
    Optional<T> found =
        all.stream().filter(one -> name.apply(one).equals(wanted.text())).findFirst();
    if (found.isEmpty()) {
      List<String> names = all.stream().map(name).toList();
      String suggestion = Suggestions.didYouMean(wanted.text(), names);
      reports.error(
          Diagnostic.of(
                  Code.BAD_ROW, wanted.span(), "there is no " + kind + " `" + wanted.text() + "`")
              .help(
                  suggestion.isEmpty() && !names.isEmpty()
                      ? "there is " + String.join(", ", names)
                      : suggestion));
    }
    return found;
  }

  private Optional<Cells> cells(Section.Value value, String name, ValueType type) {
    if (value instanceof Expression.TextLiteral text && type.isClass()) {
      return label(text, type);
    }
    List<Double> numbers = new ArrayList<>();
    boolean single = value instanceof Expression.NumberLiteral && type.shape().elements() == 1;
    if (!nested(value, single ? Shape.SCALAR : type.shape(), 0, numbers)) {
      String message = "`" + name + "` is " + type + "; this value does not have that shape";
      reports.error(Diagnostic.of(Code.BAD_ROW, value.span(), message));
      return Optional.empty();
    }
    return Optional.of(new Cells(numbers, Optional.empty()));
  }

  private Optional<Cells> label(Expression.TextLiteral text, ValueType type) {
    List<String> known =
        type.elements() instanceof Elements.OneOf(_, List<String> labels) ? labels : List.of();
    if (!known.isEmpty() && !known.contains(text.value())) {
      reports.error(
          Diagnostic.of(Code.BAD_ROW, text.span(), "there is no class \"" + text.value() + '"')
              .help(Suggestions.didYouMean(text.value(), known)));
      return Optional.empty();
    }
    return Optional.of(new Cells(List.of(), Optional.of(text.value())));
  }

  private static boolean nested(Section.Value value, Shape shape, int axis, List<Double> numbers) {
    return switch (value) {
      case Expression.NumberLiteral number -> axis == shape.rank() && numbers.add(number.value());
      case Section.ValueList(List<Section.Value> values, Span _) ->
          axis < shape.rank()
              && values.size() == shape.size(axis)
              && values.stream().allMatch(element -> nested(element, shape, axis + 1, numbers));
      case Expression.TextLiteral _ -> false;
    };
  }
}
