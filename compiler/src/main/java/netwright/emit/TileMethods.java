package netwright.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import netwright.loop.Index;
import netwright.loop.LoopStmt.Contraction;

/// The methods of one contraction's tiles, and of what is done before and after them: each is written when it is first called.
final class TileMethods {
  private final MethodEmitter method;
  private final Contraction contraction;
  private final Tiling tiling;
  private final boolean besideOthers;
  private final Signature signature;
  private final Map<String, String> names = new HashMap<>();
  private final Map<TileShape, Boolean> endApart = new HashMap<>();

  /// @param besideOthers whether the contraction has vectors of two widths
  TileMethods(MethodEmitter method, Contraction contraction, Tiling tiling, boolean besideOthers) {
    this.method = method;
    this.contraction = contraction;
    this.tiling = tiling;
    this.besideOthers = besideOthers;
    this.signature = signature(contraction, tiling);
  }

  private static Signature signature(Contraction contraction, Tiling tiling) {
    FreeVariables free = FreeVariables.of(List.of(contraction));
    List<Index> indices = new ArrayList<>(free.indices());
    contraction.output().forEach(loop -> indices.add(loop.index()));
    if (tiling.isBlocked()) {
      indices.add(Tiling.FROM);
      indices.add(Tiling.TO);
    }
    if (tiling.isBlocked() || tiling.stripes() > 1) {
      indices.add(Tiling.FIRST);
    }
    if (tiling.deferral().isPresent()) {
      indices.add(Deferral.FROM);
      indices.add(Deferral.TO);
    }
    if (tiling.deferral().filter(Deferral::isPartial).isPresent()) {
      indices.add(Deferral.FIRST);
    }
    if (tiling.packing() == Staging.Packing.STORED) {
      indices.add(Tiling.PANEL);
    }
    return new Signature(indices, free.locals());
  }

  void tile(TileShape shape) {
    tile(shape, shape.suffix(), LaneTile::write);
  }

  /// The first tile of a stripe, which also copies the vectors that the others read.
  void copyingTile(TileShape shape) {
    atFirstRow();
    tile(shape, shape.suffix() + "c", LaneTile::writeCopying);
  }

  /// A tile, and where its sums are left what happens to them.
  private void tile(TileShape shape, String suffix, Consumer<LaneTile> content) {
    boolean endsApart =
        endApart.computeIfAbsent(
            shape, _ -> new TileEpilogue(method, contraction, tiling, shape).isApart());
    call(
        suffix,
        tile ->
            content.accept(
                new LaneTile(tile, contraction, tiling, shape, endsApart, besideOthers)));
    if (endsApart) {
      call(
          shape.suffix() + "End",
          end -> new TileEpilogue(end, contraction, tiling, shape).writeApart());
    }
  }

  /// Copies what `stripes` neighbouring stripes need.
  void pack(TileShape shape, int stripes) {
    atFirstRow();
    call(
        "pack" + (stripes == 1 ? "" : stripes + "x") + shape.stripeSuffix(),
        packing -> new LanePacking(packing, contraction, tiling, shape, stripes).write());
  }

  void packRows(TileShape shape) {
    call(
        "rows" + shape.rows(),
        packing -> new RowPacking(packing, contraction, tiling, shape).write());
  }

  /// What is done for all rows of a stripe at once.
  void stripe(String suffix, TileShape shape, Consumer<TileEpilogue> content) {
    atFirstRow();
    call(
        suffix + shape.stripeSuffix(),
        stripe -> content.accept(new TileEpilogue(stripe, contraction, tiling, shape)));
  }

  void atFirstRow() {
    tiling.row().ifPresent(row -> method.frame().bind(row.index(), Frame.Place.constant(0)));
  }

  void call(String suffix, Consumer<MethodEmitter> content) {
    String name = names.computeIfAbsent(suffix, _ -> write(suffix, content));
    method.call(name, signature);
  }

  private String write(String suffix, Consumer<MethodEmitter> content) {
    String name = method.owner().freeName(method.name() + "$" + suffix);
    method.owner().add(name, signature, method.line(), content);
    return name;
  }
}
