package netwright.diag;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The known name nearest to an unknown one.
public final class Suggestions {
  private static final int LONGEST = 64;

  private Suggestions() {}

  /// The candidate with the smallest distance, if a third of the name's letters (at least one, but not its only one)
  /// suffices; of several, the first in the alphabet. Case counts as no difference when nothing else differs.
  public static Optional<String> nearest(String name, Collection<String> candidates) {
    int limit = limit(name);
    record Candidate(String name, int distance) {}
    return candidates.stream()
        .filter(candidate -> !candidate.equals(name))
        .map(candidate -> new Candidate(candidate, difference(name, candidate)))
        .filter(candidate -> candidate.distance <= limit)
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .map(Candidate::name);
  }

  /// The help line ``did you mean `relu`?``, or an empty text.
  public static String didYouMean(String name, Collection<String> candidates) {
    return nearest(name, candidates).map(found -> "did you mean `" + found + "`?").orElse("");
  }

  /// Optimal string alignment: how many insertions, deletions, replacements and swaps of neighbours make `b` of `a`.
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(int[][] d, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    return swapped(a, b, i, j) ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }

  private static boolean swapped(String a, String b, int i, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }

  private static int difference(String name, String candidate) {
    if (name.equalsIgnoreCase(candidate)) {
      return 0;
    }
    boolean hopeless =
        Math.abs(name.length() - candidate.length()) > limit(name) || name.length() > LONGEST;
    return hopeless ? Integer.MAX_VALUE : distance(name, candidate);
  }

  private static int limit(String name) {
    return name.length() == 1 ? 0 : Math.max(1, name.length() / 3);
  }
}
