package netwright.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import netwright.ir.Node;
import netwright.loop.Buffer;
import netwright.loop.Space;

/// The buffers of one array while they are being planned.
final class Arena {
  private final Space space;
  private final int end;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Lifetime> lifetimes = new ArrayList<>();
  private int size;

  Arena(Space space, int end) {
    this.space = space;
    this.end = end;
  }

  /// Asks for memory for `node`; `null` for the lanes of sums.
  void add(Node node, int elements, int first, int last) {
    nodes.add(node);
    lifetimes.add(new Lifetime(elements, first, Math.min(last, end)));
  }

  /// Places everything, enters nodes into `buffers`, and returns the lanes.
  Buffer place(Map<Node, Buffer> buffers) {
    MemoryPlanner.Placement placement = MemoryPlanner.place(lifetimes);
    int start = space.nextLine(0);
    size = placement.size() == 0 ? 0 : Math.addExact(start, placement.size());
    Buffer lanes = null;
    for (int i = 0; i < nodes.size(); i++) {
      Buffer buffer =
          new Buffer(space, start + placement.offsets().get(i), lifetimes.get(i).size());
      if (nodes.get(i) == null) {
        lanes = buffer;
      } else {
        buffers.put(nodes.get(i), buffer);
      }
    }
    return lanes;
  }

  int size() {
    return size;
  }
}
