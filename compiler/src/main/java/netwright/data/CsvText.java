package netwright.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import netwright.data.DataRecipe.DataFile;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.diag.Diagnostic;
import netwright.diag.MissingFile;
import netwright.diag.Problems;
import netwright.diag.Source;

/// The text of a data file, which must be UTF-8; a byte order mark is dropped.
///
/// @param source the text, under the name that messages call the file
/// @param hash SHA-256 of the bytes, in hexadecimal
record CsvText(Source source, String hash) {
  /// The most bytes of a file that is read as one text.
  static final long LARGEST = 1L << 30;

  private static final byte[] ZIP = {'P', 'K', 3, 4};

  /// Reads `file`.
  ///
  /// @throws CompilationFailed if it cannot be read, or is no text
  static CsvText read(DataFile file) {
    byte[] bytes = bytes(file);
    if (bytes.length >= ZIP.length && Arrays.equals(bytes, 0, ZIP.length, ZIP, 0, ZIP.length)) {
      throw failed(
          file, Code.DATA_NOT_TEXT, " is a zip or Excel file, not CSV", "save the sheet as CSV");
    }
    String text = decode(file, bytes);
    int zero = text.indexOf('\0');
    if (zero >= 0) {
      throw failed(
          file,
          Code.DATA_NOT_TEXT,
          " is not a text file",
          "it has a zero byte at " + zero + "; save it as CSV in UTF-8");
    }
    return new CsvText(new Source(file.shown(), text), Hashes.sha256(bytes));
  }

  private static byte[] bytes(DataFile file) {
    try {
      if (Files.isDirectory(file.path())) {
        throw failed(file, Code.DATA_UNREADABLE, " is a folder", "name the CSV file in it");
      }
      if (Files.exists(file.path()) && !Files.isRegularFile(file.path())) {
        String help = "write what it holds to a file first; data is read more than once";
        throw failed(file, Code.DATA_UNREADABLE, " is a pipe or device", help);
      }
      if (Files.size(file.path()) > LARGEST) {
        throw failed(file, Code.DATA_UNREADABLE, " is larger than 1 GiB", "train on a part of it");
      }
      return Files.readAllBytes(file.path());
    } catch (NoSuchFileException e) {
      throw failed(file, Code.DATA_UNREADABLE, " does not exist", MissingFile.help(file.path()));
    } catch (AccessDeniedException e) {
      throw failed(file, Code.DATA_UNREADABLE, " may not be read", "its permissions forbid it");
    } catch (IOException e) {
      throw failed(file, Code.DATA_UNREADABLE, " cannot be read", String.valueOf(e.getMessage()));
    }
  }

  private static String decode(DataFile file, byte[] bytes) {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw notUtf8(file, bytes, in.position());
    }
    String text = out.flip().toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static CompilationFailed notUtf8(DataFile file, byte[] bytes, int position) {
    long line = 1;
    for (int i = 0; i < position; i++) {
      line += bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n') ? 1 : 0;
    }
    return failed(
        file, Code.DATA_NOT_TEXT, " is not UTF-8, see its line " + line, "save it as UTF-8 text");
  }

  private static CompilationFailed failed(DataFile file, Code code, String what, String help) {
    Problems problems = new Problems();
    problems.add(Diagnostic.of(code, file.span(), file.shown() + what).help(help));
    return new CompilationFailed(problems);
  }
}
