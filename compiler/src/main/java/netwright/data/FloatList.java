package netwright.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import netwright.runtime.train.FileValues;

/// Numbers in f32 that grow in number, in memory or in a file.
final class FloatList {
  private static final int BLOCK = 1 << 16;

  private final SampleFile file;
  private float[] values;
  private int size;

  FloatList() {
    this.file = null;
    this.values = new float[64];
  }

  /// Numbers that go to `file`.
  FloatList(SampleFile file) {
    this.file = file;
    this.values = new float[BLOCK];
  }

  void add(float value) {
    if (size == values.length) {
      makeRoom(1);
    }
    values[size++] = value;
  }

  /// Adds those of `numbers` at `places`.
  void addAll(float[] numbers, int... places) {
    if (size > values.length - places.length) {
      makeRoom(places.length);
    }
    int next = size;
    for (int place : places) {
      values[next++] = numbers[place];
    }
    size = next;
  }

  private void makeRoom(int count) {
    if (file == null) {
      values = Arrays.copyOf(values, Lengths.grown(size, count));
    } else {
      store();
      values = values.length < count ? new float[count] : values;
    }
  }

  private void store() {
    try {
      file.append(values, size);
      size = 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Has room for so many values in all.
  void reserve(long count) {
    if (count > values.length && file == null) {
      values = Arrays.copyOf(values, (int) Math.min(count, Lengths.LARGEST));
    }
  }

  /// Exactly the values, `size` of them a sample; the list must not be used any more.
  Kept kept(int sampleSize) {
    if (file == null) {
      return new Kept.InMemory(size == values.length ? values : Arrays.copyOf(values, size));
    }
    store();
    try {
      return new Kept.InFile(new FileValues(file.floats(), sampleSize));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
