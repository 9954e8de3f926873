package netwright.ir;

import netwright.diag.Span;

/// Where a node comes from: a place in the source, and the pass that made it from there.
public record Origin(Span span, String pass) {

  /// The origin of what no line of the source stands for.
  public static final Origin NONE = new Origin(Span.NONE, "");
}
