package netwright.arrays;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Files of arrays, written byte by byte.
public final class ArrayBytes {
  private ArrayBytes() {}

  /// An `.npy` file as NumPy writes it.
  ///
  /// @param shape as Python writes it: `(3, 4)`, `(3,)`
  public static byte[] npy(
      int version, String descr, boolean fortran, String shape, byte... elements) {
    String text =
        "{'descr': '"
            + descr
            + "', 'fortran_order': "
            + (fortran ? "True" : "False")
            + ", 'shape': "
            + shape
            + ", }";
    return npy(version, text, elements);
  }

  /// An `.npy` file with this dictionary, padded as NumPy does.
  public static byte[] npy(int version, String dictionary, byte... elements) {
    int lead = version == 1 ? 10 : 12;
    int length = Math.ceilDiv(lead + dictionary.length() + 1, 64) * 64 - lead;
    String padded = dictionary + " ".repeat(length - dictionary.length() - 1) + "\n";
    ByteBuffer bytes =
        ByteBuffer.allocate(lead + length + elements.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    if (version == 1) {
      bytes.putShort((short) length);
    } else {
      bytes.putInt(length);
    }
    bytes.put(padded.getBytes(StandardCharsets.ISO_8859_1)).put(elements);
    return bytes.array();
  }

  /// An `.npy` file of little-endian floats.
  public static byte[] floats(String shape, float... elements) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * elements.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float element : elements) {
      bytes.putFloat(element);
    }
    return npy(1, "<f4", false, shape, bytes.array());
  }

  /// An `.npy` file of bytes.
  public static byte[] unsigned(String shape, int... elements) {
    byte[] bytes = new byte[elements.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) elements[i];
    }
    return npy(1, "|u1", false, shape, bytes);
  }

  /// An IDX file of unsigned bytes.
  public static byte[] idx(int[] shape, int... elements) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * shape.length + elements.length);
    bytes.put((byte) 0).put((byte) 0).put((byte) 8).put((byte) shape.length);
    for (int size : shape) {
      bytes.putInt(size);
    }
    for (int element : elements) {
      bytes.put((byte) element);
    }
    return bytes.array();
  }

  public static byte[] gzip(byte... content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// An `.npz` file.
  ///
  /// @param arrays by name, each an `.npy` file
  public static byte[] npz(boolean compressed, Map<String, byte[]> arrays) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
        out.putNextEntry(entry(array.getKey() + ".npy", compressed, array.getValue()));
        out.write(array.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static ZipEntry entry(String name, boolean compressed, byte... content) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    if (!compressed) {
      CRC32 crc = new CRC32();
      crc.update(content);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(content.length);
      entry.setCrc(crc.getValue());
    }
    return entry;
  }
}
