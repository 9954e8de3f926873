package netwright.format;

import java.util.ArrayList;
import java.util.List;
import netwright.format.Item.Kind;
import netwright.syntax.Ast;
import netwright.syntax.Declaration;
import netwright.syntax.NetworkItem;
import netwright.syntax.Section;
import netwright.syntax.Statement;

/// Cuts the words of a file into items, by its syntax tree.
final class Outline {
  private final Words words;

  private Outline(Words words) {
    this.words = words;
  }

  static List<Item> of(Ast.NetFile file, Words words) {
    List<Ast> nodes = new ArrayList<>();
    file.packageName().ifPresent(nodes::add);
    nodes.addAll(file.imports());
    nodes.addAll(file.declarations());
    return new Outline(words).items(nodes, words.count());
  }

  private List<Item> items(List<? extends Ast> nodes, int end) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      boolean last = i == nodes.size() - 1;
      items.add(item(nodes.get(i), last ? end : first(nodes.get(i + 1))));
    }
    return items;
  }

  private Item item(Ast node, int end) {
    int first = first(node);
    List<? extends Ast> inner = inner(node);
    int open = words.find("{", first, end);
    List<Item> children = open < end ? items(inner, words.closing(open)) : List.of();
    return new Item(kind(node), first, end, open, children);
  }

  /// The first word of a node; the span of a package or import may begin after its keyword.
  private int first(Ast node) {
    int first = words.at(node.span().start());
    boolean afterKeyword =
        switch (node) {
          case Ast.PackageName _ -> !words.is(first, "package");
          case Ast.Import _ -> !words.is(first, "import");
          default -> false;
        };
    return afterKeyword ? first - 1 : first;
  }

  private static List<? extends Ast> inner(Ast node) {
    return switch (node) {
      case Declaration.Network network -> network.items();
      case Declaration.Function function -> function.body();
      case NetworkItem.Train train -> train.items();
      case NetworkItem.Data data -> data.items();
      case NetworkItem.Verify verify -> verify.rows();
      default -> List.of();
    };
  }

  private static Kind kind(Ast node) {
    return switch (node) {
      case Declaration.Function _ -> Kind.FUNCTION;
      case NetworkItem.Input _, NetworkItem.Target _ -> Kind.PORT;
      case NetworkItem.Loss _, NetworkItem.Metric _ -> Kind.MEASURE;
      case NetworkItem.Init _ -> Kind.INIT;
      case Statement.Bind _ -> Kind.BINDING;
      case Section.TrainItem _, Section.DataItem _ -> Kind.SETTING;
      case Section.VerifyRow _ -> Kind.VERIFY_ROW;
      default -> Kind.OTHER;
    };
  }
}
