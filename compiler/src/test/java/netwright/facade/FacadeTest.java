package netwright.facade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import netwright.diag.CompilationFailed;
import netwright.runtime.Call;
import netwright.runtime.io.TensorFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Classes that programs call, called by programs.
class FacadeTest {
  private static final String TAIL =
      """
        train { optimizer = adam(lr = 0.01)  batch = 4  epochs = 1 }
        data  { file = "d.csv"  %s }
      }
      """;

  /// Texts and names that would break the source, if they could.
  private static final String TRICKY =
      """
      package com.acme.nets

      /// Ends */ here, \\u000a } and \\\\u000a too; @param nothing <b>bold & [no link] {@code y} `a < b` `c
      ///
      /// @throws Nothing
      network Predictions {
        /// Pixels </p> @see
        input  rows: [2, 3]
        input  String: class["small", "bi@g"]
        target call: class[3]

        h = rows -> flatten -> linear(3)
        logits = h + (one_hot(String) -> linear(3))
        /// {@link Gone}
        output name = softmax(logits)
        output label = argmax(logits)
        output count = logsumexp(logits)
        output run = argmax(logits)
        loss cross_entropy(logits, call)
      """
          + TAIL.formatted("rows = [0..5]  String = [6]  call = [7]");

  @TempDir Path folder;

  @Test
  void namesAndTextsOfUsersBreakNothing()
      throws IOException, ReflectiveOperationException, URISyntaxException {
    try (FacadeFolder facade = new FacadeFolder(folder, TRICKY)) {
      String labels = "{\"call\":[\"a\",\"bb\",\"ccc\"]}";
      facade.besideClass(facade.weights(1, Map.of("netwright.labels", labels)));
      facade.javac(
          "com/acme/nets/Use.java",
          """
          package com.acme.nets;

          /** Uses it. */
          public final class Use {
            private Use() {}

            /**
             * Says what it found.
             *
             * @return text
             * @throws java.io.IOException if reading fails
             */
            public static String found() throws java.io.IOException {
              Predictions all = Predictions.load();
              float[] rows = {1, 2, 3, 4, 5, 6};
              Predictions.Prediction one = all.predict(rows, 1);
              float[] twice = {1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6};
              Predictions.Predictions_ two = all.predictAll(twice, new int[] {0, 1});
              boolean same = one.label() == all.label(rows, 1) && one.count() == all.count(rows, 1)
                  && two.label()[1] == all.run(rows, 1) && two.count()[1] == one.count();
              return same + " " + one.name().length + " " + two.name().length + " "
                  + all.name() + " " + (all.labelLabel(rows, 1).length() - one.label())
                  + " " + all.labels("String") + all.labels("run");
            }
          }
          """);
      assertEquals(
          "true 3 6 Predictions 1 [small, bi@g][a, bb, ccc]",
          facade.call("com.acme.nets.Use", "found"));
      assertFalse(facade.source().contains("float[] name("), facade.source());
    }
  }

  @Test
  void arraysAndSegmentsGiveTheSameBits()
      throws IOException, ReflectiveOperationException, URISyntaxException {
    for (String precision : new String[] {"f32", "f64"}) {
      String number = precision.equals("f32") ? "float" : "double";
      String text =
          """
          network Kinds {
            input  x: [3]
            input  member: class[4] [2]
            target kind: class[5]
            logits = (x -> linear(5)) + (one_hot(member) -> flatten -> linear(5))
            output probability = softmax(logits)
            output best = argmax(logits)
            loss cross_entropy(logits, kind)
            train { optimizer = adam(lr = 0.01)  batch = 4  epochs = 1  precision = %s }
            data  { file = "d.csv"  x = [0..2]  member = [3, 4]  kind = [5] }
          }
          """
              .formatted(precision);
      Path place = Files.createDirectory(folder.resolve(precision));
      try (FacadeFolder facade = new FacadeFolder(place, text)) {
        facade.besideClass(facade.weights(2, Map.of()));
        facade.javac(
            "Use.java",
            """
            import java.lang.foreign.Arena;
            import java.lang.foreign.MemorySegment;
            import java.lang.foreign.ValueLayout;

            /** Uses it. */
            public final class Use {
              private Use() {}

              /**
               * Says what it found.
               *
               * @return text
               * @throws java.io.IOException if reading fails
               */
              public static String found() throws java.io.IOException {
                int rows = 700;
                Kinds kinds = Kinds.load();
                float[] x = new float[3 * rows];
                int[] member = new int[2 * rows];
                for (int i = 0; i < x.length; i++) {
                  x[i] = (i * 7 % 11) / 3f;
                }
                for (int i = 0; i < member.length; i++) {
                  member[i] = i * 5 % 4;
                }
                float[] probability = new float[5 * rows];
                int[] best = new int[rows];
                kinds.predictInto(x, member, probability, best);
                try (Arena arena = Arena.ofConfined()) {
                  MemorySegment p = arena.allocate(ValueLayout.JAVA_FLOAT, 5 * rows);
                  MemorySegment b = arena.allocate(ValueLayout.JAVA_INT, rows);
                  kinds.predictInto(
                      arena.allocateFrom(ValueLayout.JAVA_FLOAT, x),
                      arena.allocateFrom(ValueLayout.JAVA_INT, member), p, b);
                  Kinds.Predictions said = kinds.predictAll(x, member);
                  boolean same = java.util.Arrays.equals(p.toArray(ValueLayout.JAVA_FLOAT), probability)
                      && java.util.Arrays.equals(b.toArray(ValueLayout.JAVA_INT), best)
                      && java.util.Arrays.equals(said.probability(), probability)
                      && java.util.Arrays.equals(said.best(), best);
                  float[] last = java.util.Arrays.copyOfRange(x, x.length - 3, x.length);
                  int[] lastMember = java.util.Arrays.copyOfRange(member, member.length - 2, member.length);
                  float[] one = kinds.probability(last, lastMember);
                  return same + " " + (one[4] == probability[probability.length - 1]) + " "
                      + (kinds.best(last, lastMember) == best[rows - 1]);
                }
              }
            }
            """
                .replace("float", number)
                .replace("3f", "3" + number.charAt(0))
                .replace("JAVA_FLOAT", "JAVA_" + number.toUpperCase(Locale.ROOT)));
        assertEquals("true true true", facade.call("Use", "found"));
      }
    }
  }

  /// Each by a class that there is not: their memories are not lost.
  @Test
  void refusedCallsLeaveTheirMemoryToTheNext() throws Throwable {
    try (FacadeFolder facade = new FacadeFolder(folder, TRICKY)) {
      facade.javac(
          "com/acme/nets/Use.java",
          """
          package com.acme.nets;

          /** Uses it. */
          public final class Use {
            private Use() {}

            /**
             * Calls it in every way, with a wrong class.
             *
             * @param all to be called
             */
            public static void refuse(Predictions all) {
              float[] rows = new float[6];
              requireRefused(() -> all.predict(rows, 2));
              requireRefused(() -> all.count(rows, -1));
              requireRefused(() -> all.labelLabel(rows, 2));
              requireRefused(() -> all.predictAll(rows, new int[] {2}));
              try (java.lang.foreign.Arena arena = java.lang.foreign.Arena.ofConfined()) {
                java.lang.foreign.MemorySegment numbers = arena.allocate(24);
                java.lang.foreign.MemorySegment three = arena.allocate(12);
                java.lang.foreign.MemorySegment one = arena.allocate(4);
                one.set(java.lang.foreign.ValueLayout.JAVA_INT, 0, 2);
                requireRefused(() -> all.predictInto(numbers, one, three, one, one, one));
              }
            }

            private static void requireRefused(Runnable call) {
              try {
                call.run();
              } catch (IllegalArgumentException expected) {
                return;
              }
              throw new AssertionError();
            }
          }
          """);
      Class<?> type = facade.load("com.acme.nets.Predictions");
      Object all =
          type.getMethod("load", TensorFile.class).invoke(null, facade.weights(1, Map.of()));
      Object before = begin(all);
      protectedMethod(type, "end", void.class, Call.class).invoke(all, before);
      facade.load("com.acme.nets.Use").getMethod("refuse", type).invoke(null, all);
      assertSame(before, begin(all));
    }
  }

  private static Object begin(Object predictor) throws Throwable {
    return protectedMethod(predictor.getClass(), "begin", Call.class).invoke(predictor);
  }

  private static MethodHandle protectedMethod(
      Class<?> type, String name, Class<?> result, Class<?>... parameters)
      throws ReflectiveOperationException {
    FacadeTest.class.getModule().addReads(type.getModule());
    MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    return lookup.findVirtual(type, name, MethodType.methodType(result, parameters));
  }

  /// Its statements just fit into a method by their sizes, but not with what else the method needs.
  @Test
  void aNetworkWhoseCodeJustDoesNotFitIntoMethods() throws IOException {
    String text =
        """
        network Middling {
          input  x: [40]
          target y: class[10]
          logits = x -> linear(10) -> relu -> linear(10)
          output p = softmax(logits)
          loss cross_entropy(logits, y)
        """
            + TAIL.formatted("x = [0..39]  y = [40]");
    try (FacadeFolder facade = new FacadeFolder(folder, text)) {
      assertTrue(Files.exists(folder.resolve("Middling$Predict$V512.class")));
      assertTrue(facade.source().contains("public float[] p(float... x)"));
    }
  }

  @Test
  void whatJavaRefusesIsAnErrorWithAReason() {
    CompilationFailed failed =
        assertThrows(
            CompilationFailed.class,
            () -> JavaCompilation.compile("java.lang.Odd", "package java.lang;\nclass Odd {}\n"));
    String message = failed.problems().sorted().getFirst().message();
    assertTrue(
        message.startsWith("Java's compiler refuses the class java.lang.Odd: package exists"),
        message);
  }
}
