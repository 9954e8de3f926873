package netwright.driver;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.diag.Span;

/// Failures of files as diagnostics.
final class Failures {
  private Failures() {}

  /// A failure with one diagnostic that has no place in a source.
  static CompilationFailed of(Code code, String message, String help) {
    Problems problems = new Problems();
    problems.add(Diagnostic.of(code, Span.NONE, message).help(help));
    return new CompilationFailed(problems);
  }

  /// What went wrong, in a few words.
  static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "it does not exist";
      case AccessDeniedException _ -> "its permissions forbid it";
      case FileAlreadyExistsException there -> there.getFile() + " is no folder";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      case IOException other -> String.valueOf(other.getMessage());
    };
  }
}
