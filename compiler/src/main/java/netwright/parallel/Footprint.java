package netwright.parallel;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import netwright.loop.Buffer;
import netwright.loop.Space;

/// What some kernels read and write, all together: whether another one gets in their way takes no longer to tell for a
/// thousand of them than for a few.
final class Footprint {
  private final Pieces used = new Pieces();
  private final Pieces written = new Pieces();

  /// Adds `buffer`, which some kernel writes or only reads.
  void add(Buffer buffer, boolean writes) {
    used.add(buffer);
    if (writes) {
      written.add(buffer);
    }
  }

  /// Whether these kernels write what another one uses as `buffer`, or use what it writes.
  boolean conflictsWith(Buffer buffer, boolean writes) {
    return (writes ? used : written).overlaps(buffer);
  }

  /// A union of buffers: in each space the ends of pieces that do not overlap, by their starts.
  private static final class Pieces {
    private final Map<Space, TreeMap<Integer, Integer>> spaces = new EnumMap<>(Space.class);

    void add(Buffer buffer) {
      TreeMap<Integer, Integer> ends = spaces.computeIfAbsent(buffer.space(), _ -> new TreeMap<>());
      int start = buffer.offset();
      int end = start + buffer.length();
      Map.Entry<Integer, Integer> last = ends.floorEntry(end);
      while (last != null && last.getValue() >= start) {
        start = Math.min(start, last.getKey());
        end = Math.max(end, last.getValue());
        ends.remove(last.getKey());
        last = ends.floorEntry(end);
      }
      ends.put(start, end);
    }

    boolean overlaps(Buffer buffer) {
      TreeMap<Integer, Integer> ends = spaces.get(buffer.space());
      Map.Entry<Integer, Integer> last =
          ends == null ? null : ends.lowerEntry(buffer.offset() + buffer.length());
      return last != null && last.getValue() > buffer.offset();
    }
  }
}
