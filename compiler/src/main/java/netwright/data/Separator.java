package netwright.data;

import java.util.ArrayList;
import java.util.List;

/// Finds out what separates the cells of a CSV file: comma, semicolon or tab.
final class Separator {
  private static final char[] CANDIDATES = {'\t', ';', ','};
  private static final int LINES = 20;

  private Separator() {}

  /// The first of tab, semicolon and comma that occurs equally often in each of the first lines; if none does, the one
  /// most frequent in the first line; a comma if there is none at all. Separators in quotes do not count.
  static char detect(String text) {
    List<int[]> counts = counts(text, LINES);
    for (int candidate = 0; candidate < CANDIDATES.length; candidate++) {
      int column = candidate;
      int first = counts.isEmpty() ? 0 : counts.getFirst()[column];
      if (first > 0 && counts.stream().allMatch(line -> line[column] == first)) {
        return CANDIDATES[candidate];
      }
    }
    return counts.isEmpty() ? ',' : mostFrequent(counts.getFirst());
  }

  /// Whether [#detect] looks no further than `start`, the beginning of a text.
  static boolean suffices(String start) {
    return counts(start, LINES + 1).size() > LINES;
  }

  private static char mostFrequent(int[] counts) {
    int best = CANDIDATES.length - 1;
    for (int candidate = 0; candidate < counts.length; candidate++) {
      best = counts[candidate] > counts[best] ? candidate : best;
    }
    return CANDIDATES[best];
  }

  /// How often each candidate occurs in each of the first `most` lines that are not empty.
  private static List<int[]> counts(String text, int most) {
    List<int[]> lines = new ArrayList<>();
    int[] line = new int[CANDIDATES.length];
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length() && lines.size() < most; i++) {
      char c = text.charAt(i);
      quoted ^= c == '"';
      boolean ends = (c == '\n' || c == '\r') && !quoted;
      if (ends && !text.substring(start, i).isBlank()) {
        lines.add(line);
        line = new int[CANDIDATES.length];
      }
      start = ends ? i + 1 : start;
      count(line, c, quoted);
    }
    if (lines.size() < most && start < text.length() && !text.substring(start).isBlank()) {
      lines.add(line);
    }
    return lines;
  }

  private static void count(int[] line, char c, boolean quoted) {
    for (int candidate = 0; candidate < CANDIDATES.length; candidate++) {
      if (CANDIDATES[candidate] == c && !quoted) {
        line[candidate]++;
      }
    }
  }
}
