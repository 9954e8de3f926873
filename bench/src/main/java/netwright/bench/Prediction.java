package netwright.bench;

import java.util.Arrays;
import netwright.driver.Workload;
import netwright.runtime.Memory;
import netwright.runtime.Port;
import netwright.runtime.Program;

/// Predictions for any number of samples, as ours are made: by pieces, each copied to where the program reads it.
public final class Prediction {
  private static final int PIECE = 256;

  private final Program program;
  private final Memory memory;
  private final Port input;
  private final Port output;
  private final int piece;
  private final float[] samples;
  private final long flops;

  private Prediction(Workload work, String form, int rows) {
    piece = work.rows();
    program = Networks.program(work, form);
    memory = work.memory();
    input = work.spec().input("x");
    output = work.spec().outputs().getFirst();
    flops = work.flops() * rows / piece;
    samples = repeated(work.samples().of("x"), rows * input.size());
  }

  /// `rows` samples for the network `name`, in the form `form` (see [Networks#program]).
  public static Prediction of(String name, int rows, String form) {
    Workload work = Workload.prediction(Networks.compile(name), Math.min(rows, PIECE));
    return new Prediction(work, form, rows);
  }

  /// `name` and `rows` from text such as `w2 1024`.
  public static Prediction of(String work, String form) {
    String[] parts = work.split(" ");
    return of(parts[0], Integer.parseInt(parts[1]), form);
  }

  private static float[] repeated(float[] values, int size) {
    float[] result = new float[size];
    for (int i = 0; i < size; i += values.length) {
      System.arraycopy(values, 0, result, i, Math.min(values.length, size - i));
    }
    return result;
  }

  /// All samples, row-major.
  public float[] samples() {
    return samples;
  }

  /// Floating-point operations in products of matrices.
  long flops() {
    return flops;
  }

  /// Predicts for all samples.
  public Memory run() {
    int size = piece * input.size();
    for (int at = 0; at < samples.length; at += size) {
      int here = Math.min(size, samples.length - at);
      System.arraycopy(samples, at, memory.scratch, input.offset(), here);
      program.run(memory, here / input.size());
    }
    return memory;
  }

  /// What was predicted for the last piece, row after row.
  public float[] lastPiece() {
    return Arrays.copyOfRange(
        memory.scratch, output.offset(), output.offset() + piece * output.size());
  }
}
