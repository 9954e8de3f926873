package netwright.driver;

import java.util.List;
import netwright.diag.Problems;

/// What became of files that were to get the common layout.
///
/// @param files how many were looked at
/// @param changed the names of those whose text differs from the common layout, or did
/// @param problems why others were left alone
public record FormatReport(int files, List<String> changed, Problems problems) {
  public FormatReport {
    changed = List.copyOf(changed);
  }
}
