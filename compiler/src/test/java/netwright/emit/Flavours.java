package netwright.emit;

import java.util.List;
import java.util.stream.Stream;

/// All kinds of code that are emitted, for tests that want the same of each.
public final class Flavours {
  /// With kernels of the network's own.
  public static final List<Lanes> OWN =
      List.of(
          new Lanes.Scalar(),
          new Lanes.Vector(4),
          new Lanes.Vector(8),
          new Lanes.Vector(16),
          new Lanes.Vector(16, true));

  /// With those that networks share.
  public static final List<Lanes> SHARED =
      List.of(new Lanes.Shared(4, 1), new Lanes.Shared(8, 1), new Lanes.Shared(16, 1));

  public static final List<Lanes> ALL = Stream.concat(OWN.stream(), SHARED.stream()).toList();

  private Flavours() {}
}
