package netwright.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.diag.Source;
import netwright.syntax.Ast.NetFile;
import netwright.syntax.Declaration.Network;
import netwright.syntax.Expression.Arrow;
import netwright.syntax.Expression.Binary;
import netwright.syntax.Expression.Name;
import netwright.syntax.Expression.Power;
import netwright.syntax.Expression.TextLiteral;
import netwright.syntax.Statement.Bind;
import org.junit.jupiter.api.Test;

class NetParserTest {
  private static Network network(String body) {
    return (Network) Parsing.parse("network Test {\n" + body + "\n}").declarations().getFirst();
  }

  @Test
  void everyNodeKnowsItsPlace() {
    Network network = network("  h = (a + b) * c -> linear(4)\n  -> relu");
    Bind bind = (Bind) network.items().getFirst();
    assertEquals("h", bind.name().span().text());
    assertEquals(2, bind.span().line());
    assertEquals(3, bind.span().column());
    assertEquals(3, bind.span().endLine());
    Arrow arrow = (Arrow) bind.value();
    assertEquals("(a + b) * c -> linear(4)\n  -> relu", arrow.span().text());
    assertEquals("relu", arrow.stages().getLast().span().text());
    assertEquals("(a + b) * c", arrow.source().span().text());
  }

  @Test
  void anOperationOfAChainReachesFromItsStart() {
    Binary chain = (Binary) Parsing.expression("(a) - b + c * d");
    assertEquals("(a) - b", chain.rest().getFirst().span().text());
    assertEquals("(a) - b + c * d", chain.rest().getLast().span().text());
  }

  @Test
  void anExponentKnowsItsPlace() {
    Power power = (Power) Parsing.expression("a ^ -b ^ (c)");
    assertEquals("a ^ -b ^ (c)", power.span().text());
    assertEquals("-b ^ (c)", power.exponent().span().text());
  }

  @Test
  void offsetsCountUtf16Units() {
    Bind bind =
        (Bind) network("  // 𝑥 is no letter here\n  h = \"𝑥\"\n  k = h").items().getLast();
    assertEquals("k = h", bind.span().text());
    assertEquals(4, bind.span().line());
    assertEquals(3, bind.span().column());
  }

  @Test
  void docsBelongToTheNextDeclaration() {
    NetFile file =
        Parsing.parse(
            "/// one\n///  two\nlayer f(x) = x\n//// no doc\nlayer g(x) = x // h\n/// three\nlayer h(x) = x");
    assertEquals(
        List.of("one\n two", "", "three"),
        file.declarations().stream().map(Declaration::doc).toList());
  }

  @Test
  void newLinesMeanNothing() {
    Network network =
        network(
            "hyper a:\nint = 3\nhyper\nb = 4\noutput\nc =\nx\n->\nrelu\nshared\nd =\nrelu\nmetric\nm =\nc");
    assertEquals(5, network.items().size());
    NetFile file =
        Parsing.parse(
            """
            layer f(input, target) {
              a = target -
                input
              b = a
              return b
            }
            optimizer o(lr = 0.1) {
              decayed = lr *
                param
              moved = decayed
              param =
                param - moved
            }
            """);
    assertEquals(
        List.of(3, 3), file.declarations().stream().map(NetParserTest::statements).toList());
  }

  private static int statements(Declaration declaration) {
    return assertInstanceOf(Declaration.Function.class, declaration).body().size();
  }

  @Test
  void pathsMayHoldNumbers() {
    assertEquals(
        List.of("h", "linear", "3", "weight"),
        ((Name) Parsing.expression("h.linear.3.weight")).segments());
    assertEquals(
        List.of("h", "1", "2", "bias"), ((Name) Parsing.expression("h.1.2.bias")).segments());
  }

  @Test
  void textsAreUnescaped() {
    TextLiteral text = (TextLiteral) Parsing.expression("\"a\\\"b\\\\c\\n\\t\\r\"");
    assertEquals("a\"b\\c\n\t\r", text.value());
  }

  @Test
  void layerChainsDissolveArrows() {
    assertEquals(
        4,
        LayerChain.of(Parsing.expression("linear(4) -> (relu -> tanh) -> f")).orElseThrow().size());
    assertEquals(1, LayerChain.of(Parsing.expression("repeat 3 (f -> g)")).orElseThrow().size());
    assertTrue(LayerChain.of(Parsing.expression("x + 1 -> relu")).isEmpty());
  }

  @Test
  void brokenStatementsAreLeftOutAndTheOthersKept() {
    Problems problems = new Problems();
    Source source =
        new Source(
            "t.net",
            "network T {\n a = 1\n b = +\n c = 2\n train { d = 3\n e 4\n f = 5 }\n}\nlayer g(x) = x");
    NetFile file = NetParser.parse(source, problems);
    assertEquals(2, problems.errorCount());
    assertEquals(
        "network T {\n  a = 1\n  c = 2\n  train {\n    d = 3\n    f = 5\n  }\n}\nlayer g(x) {\n  return x\n}\n",
        AstPrinter.print(file));
  }

  @Test
  void anExpressionIsParsedToItsEnd() {
    Problems problems = new Problems();
    assertEquals(
        Optional.empty(),
        NetParser.parseExpression(new Source("<set>", "adam(lr = 0.1) 3"), problems));
    assertEquals(Optional.empty(), NetParser.parseExpression(new Source("<set>", ""), problems));
    assertEquals(
        Optional.empty(), NetParser.parseExpression(new Source("<set>", "(((("), problems));
    assertEquals(3, problems.errorCount());
  }

  @Test
  void aDataValueMayBeColumns() {
    Problems problems = new Problems();
    var value = NetParser.parseDataValue(new Source("<set>", "[RM .. LSTAT, 3]"), problems);
    assertInstanceOf(Section.Columns.class, value.orElseThrow());
    assertFalse(problems.hasErrors());
  }

  @Test
  void aSourceTooLargeIsRefused() {
    assertRefused(" ".repeat(NetParser.LARGEST_SOURCE + 1));
    assertRefused("x ".repeat(NetParser.MOST_TOKENS));
  }

  private static void assertRefused(String text) {
    List<Diagnostic> found = Parsing.problems(text).sorted();
    assertEquals(List.of(Code.SOURCE_TOO_LARGE), found.stream().map(Diagnostic::code).toList());
  }

  @Test
  void anEmptySourceIsAnEmptyFile() {
    assertEquals(List.of(), Parsing.parse("").declarations());
    assertEquals(List.of(), Parsing.parse("// nothing\n").declarations());
  }
}
