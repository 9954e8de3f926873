package netwright.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import netwright.ir.Graph;
import netwright.ir.GraphPrinter;
import netwright.laws.RandomGraphs;
import netwright.rewrite.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundTripTest {

  @Test
  void randomGraphsAreReadBack() {
    for (long seed = 0; seed < 100; seed++) {
      Graph graph = RandomGraphs.trial(seed).graph();
      requireReadBack(graph);
      requireReadBack(Pipeline.canonical(graph));
    }
  }

  @Test
  void linesOfTheSourceAreReadBack() {
    String text =
        """
        graph predict
          %0 = input {name="x"} : f32[N, 2]  // housing.net:6
          %1 = input {name="y", classes="3"} : f32[N]
          %2 = tanh(%0) : f32[N, 2]  // my net.net:120
          %3 = constant {value="-0.0", dtype="f32"} : f32[]
          %4 = constant {value="NaN", dtype="f64"} : f64[]
          value output.price = %2
          assign w = %3
        """;
    assertEquals(text, GraphPrinter.print(GraphReader.read(text)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tree g                                        | line 1: expected graph NAME
          graph g; %0 = tan(%1) : f32[]                 | line 2: unknown operation tan
          graph g; %0 = tanh(%1) : f32[]                | line 2: %1 is not defined
          graph g; %0 = tanh : f32[]                    | line 2: tanh{} of []
          graph g; %0 = batch_size : f32[]              | line 2: %0 has the type f64[], not f32[]
          graph g; %0 = batch_size : f16[]              | line 2: f16[] is not a type
          graph g; %0 = batch_size : f32[2,3]           | line 2: [2,3] is not a list of numbers
          graph g; %0 = batch_size : f32[99999999999]   | line 2: [99999999999] is not a whole number
          graph g; %0 = batch_size(%0) : f64[]          | line 2: %0 is not defined
          graph g; %0 = batch_size {a="1"} : f64[]      | line 2: batch_size has the attributes {}, not {a=1}
          graph g; %0 = range {size="3"} : f32[3]       | line 2: attribute dtype is missing
          graph g; %0 = range {size} : f32[3]           | line 2: not attributes: {size}
          graph g; %0 = range {size="x", dtype="f32"} : f32[3] | line 2: x is not a whole number
          graph g; what is this                         | line 2: neither a node nor a result: what is this
          graph g; value y = %7                         | line 2: %7 is not defined
          graph g; %0 = batch_size : f64[]; %0 = step_number : f64[] | line 3: %0 is defined twice
          graph g; %0 = batch_size : f64[]; value a = %0; value a = %0 | line 4: value a is given twice
          graph g; %0 = range {size="2", dtype="f32"} : f32[2]; %1 = reshape(%0) {shape="[3]"} : f32[3] | line 3: reshape{shape=[3]} of [f32[2]]
          graph g; %0 = range {size="2", dtype="f32"} : f32[2]; %1 = contract(%0, %0) {axes="i,i", order="sequential"} : f32[] | line 3: no contraction has the attributes {axes=i,i, order=sequential}
          graph g; %0 = range {size="2", dtype="f32"} : f32[2]; %1 = contract(%0, %0) {axes="i,j->i", order="sequential"} : f32[2] | line 3: contract{axes=i,j->i, order=sequential} of [f32[2], f32[2]]
          """)
  void errorsSayWhereAndWhat(String text, String message) {
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> GraphReader.read(text.replace("; ", "\n")));
    assertEquals(message, error.getMessage());
  }

  /// Whatever is done to a text, it is read or refused with the number of a line.
  @Test
  void brokenTextIsRefused() {
    java.util.Random random = new java.util.Random(5);
    String text = RandomGraphs.trial(3).graph().toString();
    for (int i = 0; i < 3000; i++) {
      int from = random.nextInt(text.length());
      int to = Math.min(text.length(), from + random.nextInt(6));
      int other = random.nextInt(text.length() - 6);
      String broken =
          text.substring(0, from)
              + text.substring(other, other + random.nextInt(6))
              + text.substring(to);
      try {
        GraphReader.read(broken);
      } catch (IllegalArgumentException refused) {
        assertTrue(refused.getMessage().startsWith("line "), refused::getMessage);
      }
    }
  }

  private static void requireReadBack(Graph graph) {
    String text = GraphPrinter.print(graph);
    assertEquals(text, GraphPrinter.print(GraphReader.read(text)));
  }
}
