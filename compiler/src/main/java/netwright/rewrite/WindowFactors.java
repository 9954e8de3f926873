package netwright.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.ir.Node;
import netwright.ir.Shape;
import netwright.op.Contract;
import netwright.op.Move;
import netwright.op.TensorBuilder;

/// A contraction of reshaped windows, as in a convolution: its letters are taken apart until each is an axis of the
/// windows, which then need no copy. The letters keep their order, so the sums do.
final class WindowFactors {
  private static final String LETTERS = "ABCDEFGHIJKLMOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final Contract contract;
  private final Node node;
  private final Map<Character, String> letters = new HashMap<>();
  private final Map<Character, Integer> sizes = new HashMap<>();

  private WindowFactors(Contract contract, Node node) {
    this.contract = contract;
    this.node = node;
  }

  /// What replaces the contraction `node`, if it is one of reshaped windows.
  static Optional<Node> apply(Node node, TensorBuilder build) {
    Contract contract = (Contract) node.op();
    for (int factor = 0; factor < 2; factor++) {
      if (isReshapedWindows(node.input(factor))) {
        WindowFactors factors = new WindowFactors(contract, node);
        if (factors.takeApart(factor)) {
          return Optional.of(factors.replacement(factor, build));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isReshapedWindows(Node factor) {
    return factor.op() instanceof Move.Reshape
        && factor.input(0).op() instanceof Move.Select(var places)
        && places.axes().size() > places.start().size();
  }

  /// Finds the axes of the windows that each letter of the factor stands for; false if one stands for parts of some.
  private boolean takeApart(int factor) {
    String coarse = axes(factor == 0 ? contract.left() : contract.right());
    List<Integer> windows = node.input(factor).input(0).type().shape().sizes();
    int next = 0;
    for (char letter : coarse.toCharArray()) {
      int size = contract.size(letter, node.input(0).type(), node.input(1).type());
      StringBuilder fine = new StringBuilder();
      int product = 1;
      while (next < windows.size() && (fine.isEmpty() || product < size)) {
        Optional<Character> free = freeLetter(fine.isEmpty() ? letter : 0);
        if (free.isEmpty()) {
          return false;
        }
        fine.append(free.get());
        sizes.put(free.get(), windows.get(next));
        product *= windows.get(next++);
      }
      if (product != size || fine.isEmpty()) {
        return false;
      }
      letters.put(letter, fine.toString());
    }
    return next == windows.size();
  }

  /// `own` if it is a letter, else one that nothing has.
  private Optional<Character> freeLetter(int own) {
    if (own != 0) {
      return Optional.of((char) own);
    }
    String taken = contract.left() + contract.right() + contract.result();
    return LETTERS
        .chars()
        .mapToObj(letter -> (char) letter)
        .filter(letter -> taken.indexOf(letter) < 0 && !sizes.containsKey(letter))
        .findFirst();
  }

  private Node replacement(int factor, TensorBuilder build) {
    List<Node> inputs = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      Node input = node.input(i);
      String own =
          i == 0 ? contract.left() : i == 1 ? contract.right() : contract.initial().orElseThrow();
      inputs.add(i == factor ? input.input(0) : build.reshape(input, fine(own, input)));
    }
    Contract apart =
        new Contract(
            apart(contract.left()),
            apart(contract.right()),
            apart(contract.result()),
            contract.initial().map(this::apart),
            contract.order());
    return build.reshape(build.add(apart, inputs), node.type().shape());
  }

  private String apart(String own) {
    StringBuilder apart = new StringBuilder();
    for (char letter : own.toCharArray()) {
      apart.append(letters.getOrDefault(letter, String.valueOf(letter)));
    }
    return apart.toString();
  }

  /// The shape of `input`, whose axes are the letters `own`, with their parts.
  private Shape fine(String own, Node input) {
    List<Integer> fine = new ArrayList<>();
    String axes = axes(own);
    for (int axis = 0; axis < axes.length(); axis++) {
      String parts = letters.getOrDefault(axes.charAt(axis), "");
      if (parts.length() < 2) {
        fine.add(input.type().shape().size(axis));
      } else {
        parts.chars().forEach(part -> fine.add(sizes.get((char) part)));
      }
    }
    return new Shape(fine);
  }

  private static String axes(String own) {
    return own.replace(String.valueOf(Contract.BATCH), "");
  }
}
