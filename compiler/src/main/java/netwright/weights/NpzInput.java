package netwright.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.zip.ZipFile;
import netwright.arrays.ArrayException;
import netwright.arrays.ArrayFile;
import netwright.arrays.ArrayHeader;
import netwright.arrays.StoredArray;
import netwright.runtime.io.ElementType;
import netwright.runtime.io.StoredTensor;
import netwright.runtime.io.TensorFile;

/// Reads the arrays of an `.npz` file. Their sizes are added up before any of them is unpacked.
final class NpzInput {
  /// Weights hardly shrink when they are compressed; what grows more than so when it is unpacked is something else.
  private static final long MOST_GROWTH = 100;

  /// So much may grow as it likes.
  private static final long HARMLESS = 16 << 20;

  private final Path path;

  private NpzInput(Path path) {
    this.path = path;
  }

  static TensorFile read(Path path) throws IOException {
    return new NpzInput(path).read();
  }

  private TensorFile read() throws IOException {
    try (ArrayFile file = open()) {
      Map<String, StoredArray> arrays = new LinkedHashMap<>();
      for (String name : file.names()) {
        arrays.put(name, file.array(name));
      }
      requireModest(arrays);
      SequencedMap<String, StoredTensor> tensors = new LinkedHashMap<>();
      for (Map.Entry<String, StoredArray> array : arrays.entrySet()) {
        tensors.put(array.getKey(), tensor(array.getKey(), array.getValue()));
      }
      return new TensorFile(metadata(file), tensors);
    } catch (ArrayException e) {
      throw new WeightsException(path + " " + e.getMessage(), e.help());
    } catch (IllegalArgumentException e) {
      throw new WeightsException(path + ": " + e.getMessage(), "give the array another name");
    }
  }

  private ArrayFile open() throws IOException {
    Optional<ArrayFile> file = ArrayFile.open(path);
    if (file.isPresent() && !file.get().isSingle()) {
      return file.get();
    }
    if (isPickle()) {
      throw new WeightsException(
          path + " is a pickle of PyTorch, which can run code when it is read",
          "save the weights as safetensors: safetensors.torch.save_file(model.state_dict(), \"model.safetensors\")");
    }
    throw new WeightsException(
        path + " is a zip file without arrays",
        "weights are read from .safetensors and .npz files");
  }

  private boolean isPickle() {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      return zip.stream().anyMatch(entry -> entry.getName().endsWith("data.pkl"));
    } catch (IOException | IllegalArgumentException _) {
      return false;
    }
  }

  private Map<String, String> metadata(ArrayFile file) throws IOException {
    Optional<byte[]> json = file.attachment(MetadataJson.ENTRY, MetadataJson.LONGEST);
    try {
      return json.isPresent() ? MetadataJson.read(json.get()) : Map.of();
    } catch (IllegalArgumentException e) {
      throw new WeightsException(
          path + " has metadata that are damaged: " + e.getMessage(), "write the file again");
    }
  }

  private void requireModest(Map<String, StoredArray> arrays) throws IOException {
    long room = HARMLESS + MOST_GROWTH * Files.size(path);
    long left = room;
    for (StoredArray array : arrays.values()) {
      left -= bytes(array.header());
      if (left < 0) {
        throw new WeightsException(
            path + " would grow to more than " + room + " bytes, which weights do not",
            "load the arrays with NumPy and write them with numpy.savez");
      }
    }
  }

  private static long bytes(ArrayHeader header) {
    return header.rows() * header.sampleSize() * header.type().size();
  }

  private StoredTensor tensor(String name, StoredArray array) throws IOException {
    ArrayHeader header = array.header();
    if (header.rows() * header.sampleSize() > Integer.MAX_VALUE) {
      throw new WeightsException(
          path + ": `" + name + "` has more elements than an array can hold", "split it");
    }
    ElementType type = type(header.type());
    int[] shape = header.shape().stream().mapToInt(Integer::intValue).toArray();
    StoredTensor tensor = StoredTensor.zeros(type, shape);
    array.read((place, _, bytes, index) -> {
      int at = (int) place;
      switch (type) {
        case F32 -> tensor.floats()[at] = bytes.getFloat(4 * index);
        case F64 -> tensor.doubles()[at] = bytes.getDouble(8 * index);
        case I32, U32 -> tensor.ints()[at] = bytes.getInt(4 * index);
        case I64, U64 -> tensor.longs()[at] = bytes.getLong(8 * index);
        case I16, U16, F16, BF16 -> tensor.shorts()[at] = bytes.getShort(2 * index);
        case BOOL, I8, U8 -> tensor.bytes()[at] = bytes.get(index);
      }
    });
    return tensor;
  }

  private static ElementType type(netwright.arrays.ElementType type) {
    return switch (type) {
      case BOOL -> ElementType.BOOL;
      case I1 -> ElementType.I8;
      case U1 -> ElementType.U8;
      case I2 -> ElementType.I16;
      case U2 -> ElementType.U16;
      case I4 -> ElementType.I32;
      case U4 -> ElementType.U32;
      case I8 -> ElementType.I64;
      case F2 -> ElementType.F16;
      case F4 -> ElementType.F32;
      case F8 -> ElementType.F64;
    };
  }
}
