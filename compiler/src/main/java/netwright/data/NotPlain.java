package netwright.data;

/// Says that a file is not as plain as [PlainTable] wants it: [CsvTable] reads it, or finds out what is wrong with it.
final class NotPlain extends Exception {
  private static final long serialVersionUID = 1;

  NotPlain() {
    super(null, null, false, false);
  }
}
