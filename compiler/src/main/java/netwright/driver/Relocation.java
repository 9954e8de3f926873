package netwright.driver;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import netwright.program.CsvProgram;

/// Gives the classes of `netwright.program` a network's own name, so that its jar can have them.
///
/// @param prefix what their names begin with then, such as `com/acme/HousePrices$`
record Relocation(String prefix) {
  private static final String ORIGINAL = "netwright/program/";
  private static final List<String> CLASSES =
      List.of("CsvProgram", "CsvReader", "CsvInput", "CsvInput$Column", "CsvCells");

  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int METHOD_HANDLE = 15;
  private static final int METHOD_TYPE = 16;
  private static final int MODULE = 19;
  private static final int PACKAGE = 20;

  /// Moves classes beside the class `className`.
  static Relocation into(String className) {
    return new Relocation(className.replace('.', '/') + "$");
  }

  /// The classes, moved.
  List<Artefact.Entry> classes() {
    List<Artefact.Entry> entries = new ArrayList<>();
    for (String name : CLASSES) {
      try (InputStream file = CsvProgram.class.getResourceAsStream(name + ".class")) {
        entries.add(new Artefact.Entry(prefix + name + ".class", moved(file.readAllBytes())));
      } catch (IOException e) {
        throw new IllegalStateException("the compiler's own class " + name + " is unreadable", e);
      }
    }
    return entries;
  }

  /// A class file in which these classes have their new names. A name is always a constant.
  byte[] moved(byte[] classFile) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var from = new DataInputStream(new ByteArrayInputStream(classFile));
        var to = new DataOutputStream(bytes)) {
      to.writeLong(from.readLong()); // magic number and version
      int constants = from.readUnsignedShort();
      to.writeShort(constants);
      for (int i = 1; i < constants; i++) {
        i += constant(from, to);
      }
      from.transferTo(to);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /// Copies a constant.
  ///
  /// @return how many more entries of the table it takes than one
  private int constant(DataInputStream from, DataOutputStream to) throws IOException {
    int tag = from.readUnsignedByte();
    to.writeByte(tag);
    switch (tag) {
      case UTF8 -> to.writeUTF(from.readUTF().replace(ORIGINAL, prefix));
      case LONG, DOUBLE -> to.writeLong(from.readLong());
      case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> to.writeShort(from.readUnsignedShort());
      case METHOD_HANDLE -> {
        to.writeByte(from.readUnsignedByte());
        to.writeShort(from.readUnsignedShort());
      }
      default -> to.writeInt(from.readInt()); // a number of 32 bits, or two numbers of constants
    }
    return tag == LONG || tag == DOUBLE ? 1 : 0;
  }
}
