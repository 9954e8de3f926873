package netwright.driver;

import java.util.List;
import netwright.emit.ClassPrinter;
import netwright.emit.EmittedClass;
import netwright.emit.Processor;
import netwright.loop.LoopPrinter;
import netwright.rewrite.Pipeline;
import netwright.runtime.Flavour;
import netwright.syntax.AstPrinter;

/// The stages of a compilation as text. From [Stage#GRAD] on it is the training step that is shown.
final class Dumps {
  private final Compilation compilation;

  Dumps(Compilation compilation) {
    this.compilation = compilation;
  }

  String text(Stage stage) {
    return switch (stage) {
      case AST -> AstPrinter.print(compilation.tree());
      case GRAPH -> compilation.lowered().toString();
      case GRAD -> gradients();
      case FUSED -> step().kernels().toString();
      case PLAN ->
          step().plan()
              + "\n"
              + step().explained(flavour(), Processor.lanes(flavour()), compilation.threads());
      case LOOPS -> LoopPrinter.print(step().loops(flavour()));
      case CLASS -> ClassPrinter.print(classes());
    };
  }

  private String gradients() {
    StringBuilder text = new StringBuilder();
    text.append(Pipeline.canonical(compilation.lowered().train()));
    compilation.lowered().update().map(Pipeline::canonical).ifPresent(text::append);
    return text.toString();
  }

  private BackEnd step() {
    return compilation.train(compilation.model().recipe().batch());
  }

  private List<EmittedClass> classes() {
    return step().classes(compilation.className() + "$Train", compilation.sourceName(), flavour());
  }

  private Flavour flavour() {
    return Flavours.forPrediction(compilation);
  }
}
