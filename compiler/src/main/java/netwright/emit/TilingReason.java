package netwright.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import netwright.loop.Index;
import netwright.loop.LoopStmt.Contraction;

/// The figures that led to a [Tiling], for people.
///
/// @param columns how many iterations are side by side in vectors, or the most there can be
record TilingReason(TileChoice choice, TileCosts costs, int columns) {

  /// The decisions, one by one.
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(shape());
    packing().ifPresent(lines::add);
    lines.add(block());
    tiling().deferral().map(TilingReason::waits).ifPresent(lines::add);
    if (tiling().rowsPacked()) {
      lines.add("rows copied tile after tile: " + reasonToCopyRows());
    }
    return lines;
  }

  private static String waits(Deferral deferral) {
    return "what is done with the sums waits for %s columns of %d rows"
        .formatted(deferral.isPartial() ? deferral.atOnce() : "all", deferral.rows());
  }

  private String reasonToCopyRows() {
    return Tilings.crowdEachOther(choice.contraction(), tiling(), costs)
        ? "they are a multiple of %d elements apart".formatted(Tilings.SAME_LINES / words())
        : "many narrow stripes of columns read them, at least " + Tilings.MANY_STRIPES;
  }

  private int words() {
    return TileShape.words(choice.contraction());
  }

  private Tiling tiling() {
    return choice.tiling();
  }

  private String shape() {
    Tiling tiling = tiling();
    int lanes = tiling.lanes();
    TileShape shape = tiling.shape();
    int vectors = Math.ceilDiv(columns, lanes);
    String text =
        String.format(
            Locale.ROOT,
            "tiles of %s vectors of %d lanes: %s, %s; %.0f %% of lanes busy; work %.2f of a product",
            size(shape),
            lanes,
            rows(),
            division("columns", columns, shape.vectors() * lanes),
            100.0 * columns / (vectors * lanes),
            work(shape));
    return text + next().map(this::compared).orElse("");
  }

  private double work(TileShape shape) {
    int words = words();
    return costs.work(shape, tiling().rowCount(), columns * words, tiling().lanes() * words);
  }

  private String compared(TileShape other) {
    return String.format(Locale.ROOT, ", %s %.2f", size(other), work(other));
  }

  /// The second best shape that could have been taken.
  private Optional<TileShape> next() {
    Tiling tiling = tiling();
    boolean free = tiling.packing() != Staging.Packing.TRANSPOSED;
    int most = free ? Integer.MAX_VALUE : tiling.shape().vectors();
    int words = words();
    int lanes = tiling.lanes() * words;
    return costs.ranked(tiling.rowCount(), columns * words, lanes, most).stream()
        .filter(shape -> !shape.equals(tiling.shape()))
        .findFirst();
  }

  private static String size(TileShape shape) {
    return shape.rows() + " x " + shape.vectors();
  }

  private String rows() {
    Tiling tiling = tiling();
    int count = tiling.rowCount();
    int usual = tiling.shape().rows();
    boolean moreRegisters = new Lanes.Vector(costs.widest()).hasMoreRegisters();
    LastRows last = LastRows.of(tiling, tiling.shape(), moreRegisters);
    if (count - last.from() < usual) {
      return division("rows", count, usual);
    }
    int tiles = (count - last.from()) / last.height();
    String lower = tiles == 1 ? "" : tiles + " x ";
    return "%d rows = %d x %d + %s%d"
        .formatted(count, last.from() / usual, usual, lower, last.height());
  }

  private static String division(String what, int count, int by) {
    int rest = count % by;
    String whole = count < by ? "" : " = %d x %d".formatted(count / by, by);
    return count + " " + what + whole + (rest == 0 || count < by ? "" : " + " + rest);
  }

  private Optional<String> packing() {
    Contraction contraction = choice.contraction();
    return switch (tiling().packing()) {
      case NONE -> Optional.empty();
      case STORED -> Optional.of("columns read from panels, a copy of weights that never change");
      case COPIED -> Optional.of("stripes of columns copied: " + copied() + together());
      case TRANSPOSED -> {
        Index column = contraction.output().getLast().index();
        yield Optional.of(
            "stripes of columns copied and turned over: columns are %d elements apart"
                .formatted(tiling().running().position().stride(column)));
      }
    };
  }

  private String copied() {
    int far = Tilings.FAR_APART / words();
    return stepStride() >= far
        ? "their steps are %d elements apart, and it pays from %d on".formatted(stepStride(), far)
        : "so many tiles read them that it pays for their vectors to lie within lines of the caches";
  }

  private String together() {
    int stripes = tiling().stripesTogether(choice.contraction());
    return stripes == 1 ? "" : "; " + stripes + " at a time";
  }

  private int stepStride() {
    return Tilings.innermostStride(choice.contraction(), tiling().running());
  }

  private String block() {
    Tiling tiling = tiling();
    String sums = "sums of " + tiling.length();
    if (tiling.isBlocked()) {
      String blocks = sums + " in blocks of " + tiling.block();
      return tiling.stripes() == 1
          ? blocks
          : blocks + ", for " + tiling.stripes() + " stripes of columns side by side";
    }
    return tiling.length() > Tilings.LONGEST_UNBLOCKED
        ? sums + " in one piece: too few rows or too little memory for blocks"
        : sums + " in one piece, as blocks pay above " + Tilings.LONGEST_UNBLOCKED;
  }
}
