package netwright.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import netwright.diag.Span;

/// Where the data of a network is.
///
/// @param file the file of the training rows, relative to the source; absent if each port has its own
/// @param ports where each input and target is found
/// @param weight where the weight of each sample is found
/// @param test rows that are never trained on
/// @param seed decides which rows a share takes
/// @param missing what becomes of missing numbers
/// @param stratify the input or target whose classes shares take evenly
/// @param stream whether samples are kept in files rather than in memory; absent, if they are many
public record DataSpec(
    Optional<String> file,
    List<PortData> ports,
    Optional<PortData> weight,
    Split test,
    long seed,
    Missing missing,
    Optional<String> stratify,
    Optional<Boolean> stream,
    Span span) {

  public DataSpec {
    ports = List.copyOf(ports);
  }

  /// What becomes of missing numbers.
  public enum Missing {
    /// An error.
    ERROR,
    /// Their rows are left out.
    DROP,
    /// They become the mean.
    MEAN
  }

  /// The inputs and targets, and the weight.
  public List<PortData> all() {
    return Stream.concat(ports.stream(), weight.stream()).toList();
  }

  /// Which of them have files of their own.
  List<String> withOwnFile() {
    return all().stream()
        .filter(port -> port.place() instanceof Place.OwnFile)
        .map(PortData::port)
        .toList();
  }

  /// The data of one input or target.
  public record PortData(String port, Place place, Span span) {}

  /// Where a port's numbers are.
  public sealed interface Place {

    /// Columns of the file.
    record Columns(List<Column> columns) implements Place {
      public Columns {
        columns = List.copyOf(columns);
      }
    }

    /// A file of its own, relative to the source.
    record OwnFile(String path) implements Place {}
  }

  /// One column, or all from one to another.
  public sealed interface Column {
    Span span();

    /// A column by its name in the header.
    record Named(String name, Span span) implements Column {}

    /// A column by its number.
    record Numbered(int number, Span span) implements Column {}

    /// The columns from `from` to `to`, both included.
    record Range(Column from, Column to, Span span) implements Column {}
  }
}
