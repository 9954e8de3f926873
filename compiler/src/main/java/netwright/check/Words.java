package netwright.check;

import java.util.List;

/// English in messages.
final class Words {

  private Words() {}

  /// `1 argument`, `2 arguments`.
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /// `a`, `a or b`, `a, b or c`.
  static String or(List<String> words) {
    if (words.size() < 2) {
      return String.join("", words);
    }
    return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
  }
}
