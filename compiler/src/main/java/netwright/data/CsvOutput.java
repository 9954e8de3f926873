package netwright.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.util.List;

/// Records as CSV.
public final class CsvOutput {
  private CsvOutput() {}

  /// The records, separated by commas, cells in quotes where they have to be, each line ended by `\n`.
  public static String text(List<List<String>> records) {
    StringWriter text = new StringWriter();
    CsvWriter writer =
        CsvWriter.builder().bufferSize(0).lineDelimiter(LineDelimiter.LF).build(text);
    records.forEach(writer::writeRecord);
    return text.toString();
  }
}
