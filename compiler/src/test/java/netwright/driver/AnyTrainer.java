package netwright.driver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import netwright.emit.GeneratedClassLoader;
import netwright.runtime.io.TensorFile;
import netwright.runtime.train.Checkpoint;
import netwright.runtime.train.CompiledTrainer;
import netwright.runtime.train.TrainingLayout;

/// A trainer of a network of which nothing is known but what its image says.
final class AnyTrainer extends CompiledTrainer {

  private AnyTrainer(MethodHandles.Lookup lookup, String name, TrainingLayout layout, Long seed) {
    super(lookup, name, layout, seed);
  }

  private AnyTrainer(
      MethodHandles.Lookup lookup, String name, TrainingLayout layout, TensorFile weights)
      throws IOException {
    super(lookup, name, layout, "weights", weights);
  }

  private AnyTrainer(
      MethodHandles.Lookup lookup, String name, TrainingLayout layout, Checkpoint checkpoint)
      throws IOException {
    super(lookup, name, layout, checkpoint);
  }

  /// A trainer of `compilation` that goes on from `checkpoint`.
  static AnyTrainer of(Compilation compilation, Checkpoint checkpoint) throws IOException {
    TrainerImage image = TrainerImage.of(compilation);
    return new AnyTrainer(lookup(image), compilation.className(), layout(image), checkpoint);
  }

  /// A trainer of `compilation` with fresh weights.
  static AnyTrainer of(Compilation compilation) {
    TrainerImage image = TrainerImage.of(compilation);
    return new AnyTrainer(lookup(image), compilation.className(), layout(image), (Long) null);
  }

  /// A trainer of `compilation` with fresh weights by `seed`.
  static AnyTrainer of(Compilation compilation, long seed) {
    TrainerImage image = TrainerImage.of(compilation);
    return new AnyTrainer(lookup(image), compilation.className(), layout(image), seed);
  }

  /// A trainer of `compilation` with trained weights.
  static AnyTrainer of(Compilation compilation, TensorFile weights) throws IOException {
    TrainerImage image = TrainerImage.of(compilation);
    return new AnyTrainer(lookup(image), compilation.className(), layout(image), weights);
  }

  private static MethodHandles.Lookup lookup(TrainerImage image) {
    GeneratedClassLoader loader = new GeneratedClassLoader(image.classes());
    try {
      Class<?> any = loader.loadClass(image.classes().getFirst().name());
      return MethodHandles.publicLookup().in(any);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TrainingLayout layout(TrainerImage image) {
    byte[] text = image.text().getBytes(StandardCharsets.UTF_8);
    try {
      return TrainingLayout.read("training", new ByteArrayInputStream(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double step(int rows, float[]... inputs) {
    begin(rows);
    for (int i = 0; i < inputs.length; i++) {
      give(i, inputs[i]);
    }
    return step();
  }

  double step(int rows, float[] x, int[] classes) {
    begin(rows);
    give(0, x);
    give(1, classes);
    return step();
  }

  double step(int rows, MemorySegment x, int[] classes) {
    begin(rows);
    give(0, x);
    give(1, classes);
    return step();
  }

  double lossAndGradients(int rows, float[] x, float[] y, Map<String, float[]> gradients) {
    beginGradients(rows);
    give(0, x);
    give(1, y);
    return lossAndGradients(gradients);
  }
}
