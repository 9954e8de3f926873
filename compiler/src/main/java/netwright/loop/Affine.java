package netwright.loop;

import java.util.ArrayList;
import java.util.List;

/// An element's position: `constant + Σ stride · index`.
///
/// As [#plus] makes them, no index occurs twice and no stride is 0. Terms are in the order in which they were added: in another
/// one they are another value, of the same positions.
public record Affine(int constant, List<Term> terms) {

  /// One summand, `stride · index`.
  public record Term(Index index, int stride) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Term term && stride == term.stride && index.equals(term.index);
    }

    @Override
    public int hashCode() {
      return index.hashCode() * 31 + stride;
    }
  }

  public Affine {
    terms = List.copyOf(terms);
  }

  /// The position `constant`.
  public static Affine of(int constant) {
    return new Affine(constant, List.of());
  }

  /// This position plus `stride · index`.
  public Affine plus(Index index, int stride) {
    List<Term> sum = new ArrayList<>();
    int total = stride;
    for (Term term : terms) {
      if (term.index().equals(index)) {
        total += term.stride();
      } else {
        sum.add(term);
      }
    }
    if (total != 0) {
      sum.add(new Term(index, total));
    }
    return new Affine(constant, sum);
  }

  /// This position plus a constant.
  public Affine plus(int offset) {
    return new Affine(Math.addExact(constant, offset), terms);
  }

  /// This position plus `scale` times another.
  public Affine plus(Affine other, int scale) {
    Affine sum = plus(Math.multiplyExact(other.constant, scale));
    for (Term term : other.terms) {
      sum = sum.plus(term.index(), Math.multiplyExact(term.stride(), scale));
    }
    return sum;
  }

  /// How far the position moves when `index` grows by one; 0 if it does not depend on it.
  public int stride(Index index) {
    for (Term term : terms) {
      if (term.index().equals(index)) {
        return term.stride();
      }
    }
    return 0;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Term term : terms) {
      text.append(text.isEmpty() ? "" : " + ");
      text.append(term.stride() == 1 ? "" : term.stride() + "*").append(term.index());
    }
    if (constant != 0 || terms.isEmpty()) {
      text.append(text.isEmpty() ? "" : " + ").append(constant);
    }
    return text.toString();
  }
}
