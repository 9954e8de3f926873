package netwright.fuse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// A search for a way from one cluster to another that reads from it, through a third.
///
/// It goes from both ends at once, an edge at a time, and is over as soon as one of them has nowhere left to go: ahead of a
/// value of the forward pass that is read in the backward pass there are thousands of clusters, but often none behind its
/// reader.
final class WayAround {
  private final Side ahead;
  private final Side behind;
  private int steps;

  /// @param to whatever comes after its last node is not joined with anything yet, and so does not lead back to it
  WayAround(Cluster from, Cluster to) {
    ahead = new Side(from, to, Cluster::consumers, next -> next.begin() < to.end());
    behind = new Side(to, from, Cluster::producers, _ -> true);
  }

  /// Whether there is such a way.
  boolean exists() {
    while (ahead.hasNext() && behind.hasNext()) {
      steps++;
      if (behind.hasSeen(ahead.next()) || ahead.hasSeen(behind.next())) {
        return true;
      }
    }
    return false;
  }

  /// How many edges have been looked at from each end.
  int steps() {
    return steps;
  }

  /// What is known of the clusters on one side.
  private static final class Side {
    private final Function<Cluster, Collection<Cluster>> neighbours;
    private final Predicate<Cluster> leadsOn;
    private final Set<Cluster> seen = new HashSet<>();
    private final Queue<Iterator<Cluster>> open = new ArrayDeque<>();

    Side(
        Cluster start,
        Cluster other,
        Function<Cluster, Collection<Cluster>> neighbours,
        Predicate<Cluster> leadsOn) {
      this.neighbours = neighbours;
      this.leadsOn = leadsOn;
      seen.add(start);
      List<Cluster> first = new ArrayList<>(neighbours.apply(start));
      first.remove(other);
      open.add(first.iterator());
    }

    boolean hasNext() {
      while (!open.isEmpty() && !open.element().hasNext()) {
        open.remove();
      }
      return !open.isEmpty();
    }

    /// The cluster at the end of one more edge.
    Cluster next() {
      Cluster next = open.element().next();
      if (leadsOn.test(next) && seen.add(next)) {
        open.add(neighbours.apply(next).iterator());
      }
      return next;
    }

    boolean hasSeen(Cluster cluster) {
      return seen.contains(cluster);
    }
  }
}
