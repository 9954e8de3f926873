package netwright.syntax;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import netwright.syntax.Ast.NetFile;
import netwright.syntax.Ast.Parameter;
import netwright.syntax.Declaration.Function;
import netwright.syntax.Declaration.Initializer;
import netwright.syntax.Declaration.Layer;
import netwright.syntax.Declaration.Network;
import netwright.syntax.Declaration.Optimizer;
import netwright.syntax.Declaration.Schedule;
import netwright.syntax.NetworkItem.Data;
import netwright.syntax.NetworkItem.Hyper;
import netwright.syntax.NetworkItem.Init;
import netwright.syntax.NetworkItem.Input;
import netwright.syntax.NetworkItem.Loss;
import netwright.syntax.NetworkItem.Metric;
import netwright.syntax.NetworkItem.Output;
import netwright.syntax.NetworkItem.Target;
import netwright.syntax.NetworkItem.Train;
import netwright.syntax.NetworkItem.Verify;
import netwright.syntax.Section.DataItem;
import netwright.syntax.Section.Expected;
import netwright.syntax.Section.Given;
import netwright.syntax.Section.TrainItem;
import netwright.syntax.Section.VerifyRow;
import netwright.syntax.Statement.Bind;
import netwright.syntax.Statement.Param;
import netwright.syntax.Statement.Require;
import netwright.syntax.Statement.Return;
import netwright.syntax.Statement.Shared;
import netwright.syntax.Statement.State;

/// A syntax tree as text, for `--dump=ast`: the language itself, one statement a line, with brackets around every
/// nested operation. Parsing the text gives the same tree.
public final class AstPrinter {
  private final StringBuilder out = new StringBuilder();
  private final ExpressionPrinter parts = new ExpressionPrinter(out);
  private String indent = "";

  private AstPrinter() {}

  public static String print(NetFile file) {
    AstPrinter printer = new AstPrinter();
    printer.file(file);
    return printer.out.toString();
  }

  public static String print(Expression expression) {
    AstPrinter printer = new AstPrinter();
    printer.parts.expression(expression);
    return printer.out.toString();
  }

  public static String print(TypeAnnotation type) {
    AstPrinter printer = new AstPrinter();
    printer.parts.type(type);
    return printer.out.toString();
  }

  private void file(NetFile file) {
    file.packageName().ifPresent(name -> line("package " + name.text()));
    file.imports().forEach(imported -> line("import " + print(imported.path())));
    file.declarations().forEach(this::declaration);
  }

  // ---- declarations
  // -------------------------------------------------------------------------------------

  private void declaration(Declaration declaration) {
    doc(declaration.doc());
    switch (declaration) {
      case Network network -> {
        line("network " + network.name().text() + " {");
        indented(() -> network.items().forEach(this::item));
      }
      case Layer layer -> function("layer ", layer, layer.result());
      case Initializer initializer -> function("initializer ", initializer, initializer.result());
      case Optimizer optimizer -> function("optimizer ", optimizer, Optional.empty());
      case Schedule schedule -> function("schedule ", schedule, Optional.empty());
    }
  }

  private void function(String keyword, Function function, Optional<TypeAnnotation> result) {
    out.append(keyword).append(function.name().text()).append("(");
    for (int i = 0; i < function.parameters().size(); i++) {
      out.append(i == 0 ? "" : ", ");
      parameter(function.parameters().get(i));
    }
    out.append(")");
    result.ifPresent(type -> {
      out.append(" -> ");
      parts.type(type);
    });
    line(" {");
    indented(() -> function.body().forEach(this::statement));
  }

  private void parameter(Parameter parameter) {
    out.append(parameter.name().text());
    typed(parameter.type());
    parameter
        .defaultValue()
        .ifPresent(value -> {
          out.append(" = ");
          parts.expression(value);
        });
  }

  // ---- statements
  // ---------------------------------------------------------------------------------------

  private void statement(Statement statement) {
    doc(statement.doc());
    switch (statement) {
      case Param param -> {
        start("param " + param.name().text());
        typed(Optional.of(param.shape()));
        assigned(param.initializer());
        param
            .otherwise()
            .ifPresent(otherwise -> {
              out.append(" else ");
              parts.expression(otherwise);
            });
      }
      case State state -> {
        start("state " + state.name().text());
        typed(state.shape());
        assigned(state.value());
      }
      case Require require -> {
        start("require ");
        parts.expression(require.condition());
        out.append(", ");
        parts.expression(require.message());
      }
      case Return returned -> {
        start("return ");
        parts.expression(returned.value());
      }
      case Bind bind -> bind(bind);
      case Shared shared -> shared(shared);
    }
    line("");
  }

  private void bind(Bind bind) {
    start(bind.name().text());
    assigned(bind.value());
  }

  private void shared(Shared shared) {
    start("shared " + shared.name().text());
    assigned(shared.value());
  }

  // ---- networks
  // -----------------------------------------------------------------------------------------

  private void item(NetworkItem item) {
    doc(item.doc());
    switch (item) {
      case Hyper hyper -> {
        start("hyper " + hyper.name().text());
        typed(hyper.type());
        assigned(hyper.value());
      }
      case Input input -> {
        start("input " + input.name().text());
        typed(Optional.of(input.type()));
      }
      case Target target -> {
        start("target " + target.name().text());
        typed(Optional.of(target.type()));
      }
      case Output output -> {
        start("output " + output.name().text());
        assigned(output.value());
      }
      case Bind bind -> bind(bind);
      case Shared shared -> shared(shared);
      case Loss loss -> {
        start("loss ");
        parts.expression(loss.value());
      }
      case Metric metric -> {
        start("metric ");
        metric.name().ifPresent(name -> out.append(name.text()).append(" = "));
        parts.expression(metric.value());
      }
      case Init init -> {
        start("init " + pattern(init.pattern()));
        assigned(init.value());
      }
      case Train train -> section("train", train.items(), this::trainItem);
      case Data data -> section("data", data.items(), this::dataItem);
      case Verify verify -> section("verify", verify.rows(), this::verifyRow);
    }
    line("");
  }

  // ---- sections
  // -----------------------------------------------------------------------------------------

  private <T> void section(String keyword, List<T> items, Consumer<T> print) {
    start(keyword + " {\n");
    String outer = indent;
    indent += "  ";
    items.forEach(item -> {
      print.accept(item);
      line("");
    });
    indent = outer;
    start("}");
  }

  private void trainItem(TrainItem item) {
    start(item.name().text());
    item.pattern().ifPresent(pattern -> out.append(" ").append(pattern(pattern)));
    assigned(item.value());
  }

  private void dataItem(DataItem item) {
    start(item.name().text() + " = ");
    parts.dataValue(item.value());
  }

  private void verifyRow(VerifyRow row) {
    start("");
    for (int i = 0; i < row.given().size(); i++) {
      Given given = row.given().get(i);
      out.append(i == 0 ? "" : ", ").append(given.name().text()).append(" = ");
      parts.value(given.value());
    }
    for (int i = 0; i < row.expected().size(); i++) {
      out.append(i == 0 ? " -> " : ", ");
      expected(row.expected().get(i));
    }
  }

  private void expected(Expected expected) {
    out.append(expected.name().text()).append(" = ");
    parts.value(expected.value());
    expected.within().ifPresent(within -> out.append(" within ").append(within.text()));
  }

  /// As a text, if the segments hold what only a text can.
  private static String pattern(Ast.Pattern pattern) {
    boolean plain =
        pattern.segments().stream()
            .allMatch(segment ->
                segment.matches("\\*|[0-9]+|[A-Za-z_][A-Za-z0-9_]*")
                    && !Words.KEYWORDS.contains(segment));
    return plain
        ? pattern.text()
        : "\"" + pattern.text().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  // ---- text
  // ---------------------------------------------------------------------------------------------

  private void typed(Optional<? extends TypeAnnotation> type) {
    type.ifPresent(present -> {
      out.append(": ");
      parts.type(present);
    });
  }

  private void assigned(Expression value) {
    out.append(" = ");
    parts.expression(value);
  }

  private void doc(String doc) {
    if (!doc.isEmpty()) {
      doc.lines().forEach(text -> line((indent + "/// " + text).stripTrailing()));
    }
  }

  private void indented(Runnable body) {
    String outer = indent;
    indent += "  ";
    body.run();
    indent = outer;
    line(indent + "}");
  }

  private void start(String text) {
    out.append(indent).append(text);
  }

  private void line(String text) {
    out.append(text).append("\n");
  }
}
