package netwright.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.runtime.train.DataSet;

/// Samples in memory.
///
/// @param train to learn from
/// @param validation judged after every epoch
/// @param test judged at the end
/// @param labels of class inputs and targets, by name: label `k` is class `k`; none for those written as integers. The
///     categories of a column of text are under `input[column]`
/// @param means what missing numbers of inputs were taken for, by name; none if that was not asked for
/// @param hashes the SHA-256 of each file, by the name it has in the recipe
public record LoadedData(
    DataSet train,
    Optional<DataSet> validation,
    Optional<DataSet> test,
    Map<String, List<String>> labels,
    Map<String, double[]> means,
    Map<String, String> hashes) {

  /// Puts the means where something is missing.
  void fill() {
    Gaps.fill(train, means);
    validation.ifPresent(rows -> Gaps.fill(rows, means));
    test.ifPresent(rows -> Gaps.fill(rows, means));
  }
}
