package netwright.arrays;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// An array in a file.
public final class StoredArray {
  private static final int BLOCK = 1 << 16;

  private final Opening opening;
  private final ArrayHeader header;

  /// @param most so many bytes could be there, header included
  /// @throws ArrayException if it is damaged as far as its header can tell
  StoredArray(Opening opening, long most) throws IOException {
    this.opening = opening;
    try (DataInputStream in = opening.open()) {
      this.header = opening.header(in);
    } catch (EOFException _) {
      throw ArrayException.damaged("ends within its header");
    }
    if (header.bytes() > most) {
      throw ArrayException.damaged(
          "says it has "
              + header.bytes()
              + " bytes of elements, shape "
              + header.shapeText()
              + ", but has "
              + (opening.isCompressed() ? "room for " : "")
              + most);
    }
  }

  /// How the bytes are got at.
  interface Opening {
    /// The bytes from the beginning of the header on; a stream that checks at its end what can be checked.
    DataInputStream open() throws IOException;

    /// Reads the header.
    ArrayHeader header(DataInputStream in) throws IOException;

    /// Whether what is in the file says little about how much comes out.
    boolean isCompressed();
  }

  /// What the array says about itself.
  public ArrayHeader header() {
    return header;
  }

  /// Gives all elements to `sink`.
  ///
  /// @throws ArrayException if there are fewer or more than the header says
  public void read(ElementSink sink) throws IOException {
    try (DataInputStream in = opening.open()) {
      opening.header(in);
      elements(in, sink);
      if (in.read() >= 0) {
        throw ArrayException.damaged(
            "goes on after the " + header.bytes() + " bytes of its elements");
      }
    } catch (EOFException _) {
      throw ArrayException.damaged("ends before all of its elements have come");
    }
  }

  private void elements(InputStream in, ElementSink sink) throws IOException {
    Places places = new Places(header);
    ElementType type = header.type();
    byte[] block = new byte[BLOCK];
    ByteBuffer buffer = ByteBuffer.wrap(block).order(header.order());
    for (long left = header.elements(); left > 0; ) {
      int count = (int) Math.min(left, BLOCK / type.size());
      if (in.readNBytes(block, 0, count * type.size()) < count * type.size()) {
        throw new EOFException();
      }
      for (int i = 0; i < count; i++) {
        sink.put(places.next(), type, buffer, i);
      }
      left -= count;
    }
  }
}
