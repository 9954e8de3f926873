package netwright.syntax;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import netwright.diag.Problems;
import netwright.diag.Span;
import netwright.grammar.NetParser.BindItemContext;
import netwright.grammar.NetParser.BindStatementContext;
import netwright.grammar.NetParser.BlockContext;
import netwright.grammar.NetParser.BodyContext;
import netwright.grammar.NetParser.DataSectionContext;
import netwright.grammar.NetParser.DeclarationContext;
import netwright.grammar.NetParser.FileContext;
import netwright.grammar.NetParser.HyperItemContext;
import netwright.grammar.NetParser.ImportDeclContext;
import netwright.grammar.NetParser.InitItemContext;
import netwright.grammar.NetParser.InitializerContext;
import netwright.grammar.NetParser.InputItemContext;
import netwright.grammar.NetParser.LayerContext;
import netwright.grammar.NetParser.LossItemContext;
import netwright.grammar.NetParser.MetricItemContext;
import netwright.grammar.NetParser.NetworkContext;
import netwright.grammar.NetParser.NetworkItemContext;
import netwright.grammar.NetParser.NewParameterContext;
import netwright.grammar.NetParser.NextParameterContext;
import netwright.grammar.NetParser.OptimizerContext;
import netwright.grammar.NetParser.OutputItemContext;
import netwright.grammar.NetParser.PackageDeclContext;
import netwright.grammar.NetParser.ParamContext;
import netwright.grammar.NetParser.ParamStatementContext;
import netwright.grammar.NetParser.ParamsContext;
import netwright.grammar.NetParser.RequireStatementContext;
import netwright.grammar.NetParser.ResultContext;
import netwright.grammar.NetParser.ReturnStatementContext;
import netwright.grammar.NetParser.ScheduleContext;
import netwright.grammar.NetParser.SharedItemContext;
import netwright.grammar.NetParser.SharedStatementContext;
import netwright.grammar.NetParser.StateStatementContext;
import netwright.grammar.NetParser.StatementContext;
import netwright.grammar.NetParser.TargetItemContext;
import netwright.grammar.NetParser.TrainSectionContext;
import netwright.grammar.NetParser.VerifySectionContext;
import netwright.syntax.Ast.Identifier;
import netwright.syntax.Ast.Import;
import netwright.syntax.Ast.NetFile;
import netwright.syntax.Ast.PackageName;
import netwright.syntax.Ast.Parameter;
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
import netwright.syntax.Statement.Bind;
import netwright.syntax.Statement.Param;
import netwright.syntax.Statement.Require;
import netwright.syntax.Statement.Return;
import netwright.syntax.Statement.Shared;
import netwright.syntax.Statement.State;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/// The syntax tree from ANTLR's parse tree. Statements and declarations with a syntax error are left out.
final class AstBuilder {
  private final Tokens tokens;
  private final ExpressionBuilder expressions;
  private final TypeBuilder types;
  private final SectionBuilder sections;

  AstBuilder(Tokens tokens, Problems problems) {
    this.tokens = tokens;
    this.expressions = new ExpressionBuilder(tokens, problems);
    this.types = new TypeBuilder(tokens, problems, expressions);
    this.sections = new SectionBuilder(tokens, expressions);
  }

  ExpressionBuilder expressions() {
    return expressions;
  }

  SectionBuilder sections() {
    return sections;
  }

  NetFile file(FileContext rule) {
    Optional<PackageName> packageName =
        Optional.ofNullable(rule.packageDecl()).filter(AstBuilder::isWhole).map(this::packageName);
    List<Import> imports = whole(rule.importDecl()).stream().map(this::importOf).toList();
    List<Declaration> declarations =
        whole(rule.declaration()).stream().map(this::declaration).toList();
    return new NetFile(
        packageName,
        imports,
        declarations,
        tokens.source().span(0, tokens.source().text().length()));
  }

  private PackageName packageName(PackageDeclContext rule) {
    return new PackageName(rule.NAME().stream().map(expressions::identifier).toList(), span(rule));
  }

  private Import importOf(ImportDeclContext rule) {
    return new Import(expressions.literals().text(rule.STRING().getSymbol()), span(rule));
  }

  // ---- declarations
  // -------------------------------------------------------------------------------------

  private Declaration declaration(DeclarationContext rule) {
    return switch (rule) {
      case NetworkContext network -> network(network);
      case LayerContext layer ->
          new Layer(
              name(layer.NAME()),
              parameters(layer.params()),
              result(layer.result()),
              body(layer.body()),
              doc(rule),
              span(rule));
      case InitializerContext initializer ->
          new Initializer(
              name(initializer.NAME()),
              parameters(initializer.params()),
              result(initializer.result()),
              body(initializer.body()),
              doc(rule),
              span(rule));
      case OptimizerContext optimizer ->
          new Optimizer(
              name(optimizer.NAME()),
              parameters(optimizer.params()),
              block(optimizer.block()),
              doc(rule),
              span(rule));
      case ScheduleContext schedule ->
          new Schedule(
              name(schedule.NAME()),
              parameters(schedule.params()),
              body(schedule.body()),
              doc(rule),
              span(rule));
      default -> throw new IllegalStateException("not in the grammar: " + rule.getClass());
    };
  }

  private Network network(NetworkContext rule) {
    Token name = rule.networkName().getStart();
    List<NetworkItem> items = whole(rule.networkItem()).stream().map(this::item).toList();
    return new Network(
        new Identifier(name.getText(), tokens.span(name)), items, doc(rule), span(rule));
  }

  private List<Parameter> parameters(ParamsContext rule) {
    return rule == null ? List.of() : rule.param().stream().map(this::parameter).toList();
  }

  private Parameter parameter(ParamContext rule) {
    Optional<Expression> defaultValue =
        Optional.ofNullable(rule.expr()).map(expressions::expression);
    return new Parameter(
        name((TerminalNode) rule.name().getChild(0)),
        types.optional(rule.type()),
        defaultValue,
        span(rule));
  }

  private Optional<TypeAnnotation> result(ResultContext rule) {
    return Optional.ofNullable(rule).map(result -> types.type(result.type()));
  }

  private List<Statement> body(BodyContext rule) {
    if (rule.block() != null) {
      return block(rule.block());
    }
    return List.of(new Return(expressions.expression(rule.expr()), "", span(rule.expr())));
  }

  private List<Statement> block(BlockContext rule) {
    return whole(rule.statement()).stream().map(this::statement).toList();
  }

  // ---- statements
  // ---------------------------------------------------------------------------------------

  private Statement statement(StatementContext rule) {
    return switch (rule) {
      case ParamStatementContext param -> param(param);
      case StateStatementContext state ->
          new State(
              name(state.NAME()),
              Optional.ofNullable(state.shape()).map(types::shape),
              expressions.expression(state.expr()),
              doc(rule),
              span(rule));
      case SharedStatementContext shared ->
          new Shared(
              name(shared.NAME()), expressions.expression(shared.expr()), doc(rule), span(rule));
      case RequireStatementContext require ->
          new Require(
              expressions.expression(require.expr()),
              expressions.literals().text(require.STRING().getSymbol()),
              doc(rule),
              span(rule));
      case ReturnStatementContext returned ->
          new Return(expressions.expression(returned.expr()), doc(rule), span(rule));
      case BindStatementContext bind ->
          new Bind(name(bind.NAME()), expressions.expression(bind.expr()), doc(rule), span(rule));
      default -> throw new IllegalStateException("not in the grammar: " + rule.getClass());
    };
  }

  /// A layer's new parameter, or an optimizer's next value of the one it updates.
  private Statement param(ParamStatementContext rule) {
    return switch (rule.parameter()) {
      case NewParameterContext param -> {
        Optional<Expression> otherwise =
            Optional.ofNullable(param.expr(1)).map(expressions::expression);
        yield new Param(
            name(param.NAME()),
            types.shape(param.shape()),
            expressions.expression(param.expr(0)),
            otherwise,
            doc(rule),
            span(rule));
      }
      case NextParameterContext next -> {
        Identifier param = new Identifier("param", tokens.span(rule.getStart()));
        yield new Bind(param, expressions.expression(next.expr()), doc(rule), span(rule));
      }
      default ->
          throw new IllegalStateException("not in the grammar: " + rule.parameter().getClass());
    };
  }

  // ---- networks
  // -----------------------------------------------------------------------------------------

  private NetworkItem item(NetworkItemContext rule) {
    return switch (rule) {
      case HyperItemContext hyper ->
          new Hyper(
              name(hyper.NAME()),
              types.optional(hyper.type()),
              expressions.expression(hyper.expr()),
              doc(rule),
              span(rule));
      case InputItemContext input ->
          new Input(name(input.NAME()), types.type(input.type()), doc(rule), span(rule));
      case TargetItemContext target ->
          new Target(name(target.NAME()), types.type(target.type()), doc(rule), span(rule));
      case OutputItemContext output ->
          new Output(
              name(output.NAME()), expressions.expression(output.expr()), doc(rule), span(rule));
      case BindItemContext bind ->
          new Bind(name(bind.NAME()), expressions.expression(bind.expr()), doc(rule), span(rule));
      case SharedItemContext shared ->
          new Shared(
              name(shared.NAME()), expressions.expression(shared.expr()), doc(rule), span(rule));
      case LossItemContext loss ->
          new Loss(expressions.expression(loss.expr()), doc(rule), span(rule));
      case MetricItemContext metric -> metric(metric);
      case InitItemContext init ->
          new Init(
              sections.pattern(init.pattern()),
              expressions.expression(init.expr()),
              doc(rule),
              span(rule));
      default -> section(rule);
    };
  }

  private NetworkItem section(NetworkItemContext rule) {
    return switch (rule) {
      case TrainSectionContext train ->
          new Train(
              whole(train.trainItem()).stream().map(sections::trainItem).toList(),
              doc(rule),
              span(rule));
      case DataSectionContext data ->
          new Data(
              whole(data.dataItem()).stream().map(sections::dataItem).toList(),
              doc(rule),
              span(rule));
      case VerifySectionContext verify ->
          new Verify(
              whole(verify.verifyRow()).stream().map(sections::verifyRow).toList(),
              doc(rule),
              span(rule));
      default -> throw new IllegalStateException("not in the grammar: " + rule.getClass());
    };
  }

  private Metric metric(MetricItemContext rule) {
    Expression first = expressions.expression(rule.expr(0));
    if (rule.expr().size() == 1) {
      return new Metric(Optional.empty(), first, doc(rule), span(rule));
    }
    Identifier name = expressions.nameBeforeAssign(first);
    return new Metric(
        Optional.of(name), expressions.expression(rule.expr(1)), doc(rule), span(rule));
  }

  // ---- rules
  // --------------------------------------------------------------------------------------------

  /// What a rule gives, unless it has a syntax error.
  static <T> Optional<T> ifWhole(ParserRuleContext rule, Supplier<T> built) {
    return isWhole(rule) ? Optional.of(built.get()) : Optional.empty();
  }

  /// The rules without a syntax error.
  private static <R extends ParserRuleContext> List<R> whole(List<R> rules) {
    return rules.stream().filter(AstBuilder::isWhole).toList();
  }

  private static boolean isWhole(ParserRuleContext rule) {
    return rule.exception == null;
  }

  private Identifier name(TerminalNode node) {
    return expressions.identifier(node);
  }

  private String doc(ParserRuleContext rule) {
    return tokens.doc(rule.getStart());
  }

  private Span span(ParserRuleContext rule) {
    return tokens.span(rule.getStart(), rule.getStop());
  }
}
