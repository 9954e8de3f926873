package netwright.arrays;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// An `.npz` file: a zip file of `.npy` files. Nothing is unpacked to a disk, and the names of its entries are only compared.
final class NpzFile implements ArrayFile {
  private static final byte[] MAGIC = {'P', 'K'};
  private static final String SUFFIX = ".npy";
  private static final int MOST_ENTRIES = 10_000;
  private static final int LONGEST_NAME = 1_000;

  private final ZipFile zip;
  private final long size;
  private final Map<String, ZipEntry> entries = new LinkedHashMap<>();
  private final Map<String, ZipEntry> attachments = new LinkedHashMap<>();

  NpzFile(Path path) throws IOException {
    this.size = Files.size(path);
    this.zip = open(path);
    try {
      index();
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  static boolean begins(byte... start) {
    return start.length >= 2 && start[0] == MAGIC[0] && start[1] == MAGIC[1];
  }

  /// Whether a zip file has an array in it; also if that cannot be found out, and it is called `.npz`.
  static boolean hasArrays(Path path) {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      return isCalledNpz(path) || zip.stream().anyMatch(entry -> entry.getName().endsWith(SUFFIX));
    } catch (IOException | IllegalArgumentException _) {
      return isCalledNpz(path);
    }
  }

  private static boolean isCalledNpz(Path path) {
    return path.toString().endsWith(".npz");
  }

  private static ZipFile open(Path path) throws IOException {
    try {
      return new ZipFile(path.toFile());
    } catch (IOException e) {
      throw Deflated.damaged(e);
    } catch (IllegalArgumentException e) {
      throw ArrayException.damaged("is no sound zip file");
    }
  }

  private void index() throws IOException {
    if (zip.size() > MOST_ENTRIES) {
      throw ArrayException.damaged("claims to have " + zip.size() + " arrays");
    }
    long compressed = 0;
    var all = zip.entries();
    while (all.hasMoreElements()) {
      ZipEntry entry = all.nextElement();
      compressed += Math.max(0, entry.getCompressedSize());
      add(entry);
    }
    if (compressed > size) {
      throw ArrayException.damaged(
          "has arrays of " + compressed + " bytes, more than the file has: they overlap");
    }
  }

  private void add(ZipEntry entry) throws ArrayException {
    String name = entry.getName();
    boolean odd = name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl);
    if (odd) {
      throw ArrayException.damaged(
          "has an array with an odd name: " + PythonDictionary.shown(name));
    }
    boolean array = name.endsWith(SUFFIX);
    String key = array ? name.substring(0, name.length() - SUFFIX.length()) : name;
    if ((array ? entries : attachments).put(key, entry) != null) {
      String what = array ? "arrays" : "files";
      throw ArrayException.damaged("has two " + what + " called " + PythonDictionary.shown(name));
    }
  }

  @Override
  public List<String> names() {
    return List.copyOf(entries.keySet());
  }

  @Override
  public boolean isSingle() {
    return false;
  }

  @Override
  public StoredArray array(String name) throws IOException {
    ZipEntry entry = entries.get(name);
    boolean deflated = requireSound(name, entry);
    return new StoredArray(new Entry(entry, deflated), entry.getSize());
  }

  @Override
  public Optional<byte[]> attachment(String name, int longest) throws IOException {
    ZipEntry entry = attachments.get(name);
    if (entry == null) {
      return Optional.empty();
    }
    boolean deflated = requireSound(name, entry);
    if (entry.getSize() > longest) {
      throw ArrayException.damaged("has a " + PythonDictionary.shown(name) + " that is too long");
    }
    try (DataInputStream in = new Entry(entry, deflated).open()) {
      byte[] content = in.readNBytes((int) entry.getSize());
      if (content.length < entry.getSize() || in.read() >= 0) {
        throw ArrayException.damaged("has another size of " + PythonDictionary.shown(name));
      }
      return Optional.of(content);
    } catch (EOFException _) {
      throw ArrayException.damaged("ends within " + PythonDictionary.shown(name));
    }
  }

  /// Whether an entry is compressed.
  ///
  /// @throws ArrayException if it claims more than it can have
  private static boolean requireSound(String name, ZipEntry entry) throws ArrayException {
    long stored = Math.max(0, entry.getCompressedSize());
    boolean deflated = entry.getMethod() == ZipEntry.DEFLATED;
    long most = deflated ? Deflated.most(stored) : stored;
    if (entry.getSize() < 0 || entry.getSize() > most) {
      throw ArrayException.damaged(
          "says that its array `"
              + name
              + "` has "
              + entry.getSize()
              + " bytes, but has "
              + stored);
    }
    return deflated;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private final class Entry implements StoredArray.Opening {
    private static final int BLOCK = 1 << 16;
    private final ZipEntry entry;
    private final boolean compressed;

    private Entry(ZipEntry entry, boolean compressed) {
      this.entry = entry;
      this.compressed = compressed;
    }

    @Override
    public DataInputStream open() throws IOException {
      try {
        InputStream plain = new Whole(zip.getInputStream(entry), entry);
        return new DataInputStream(new BufferedInputStream(new Deflated(plain), BLOCK));
      } catch (IOException e) {
        throw Deflated.damaged(e);
      }
    }

    @Override
    public ArrayHeader header(DataInputStream in) throws IOException {
      return NpyHeader.read(in);
    }

    @Override
    public boolean isCompressed() {
      return compressed;
    }
  }

  /// An entry whose checksum is compared at its end.
  private static final class Whole extends CheckedInputStream {
    private final ZipEntry entry;
    private long left;

    private Whole(InputStream in, ZipEntry entry) {
      super(in, new CRC32());
      this.entry = entry;
      this.left = entry.getSize();
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read = super.read(bytes, from, length);
      left -= Math.max(0, read);
      if (left < 0) {
        throw ArrayException.damaged(
            "has a damaged array: "
                + PythonDictionary.shown(entry.getName())
                + " has more bytes than it says");
      }
      if (read < 0 && entry.getCrc() >= 0 && entry.getCrc() != getChecksum().getValue()) {
        throw ArrayException.damaged(
            "has a damaged array: the checksum of "
                + PythonDictionary.shown(entry.getName())
                + " is another");
      }
      return read;
    }
  }
}
