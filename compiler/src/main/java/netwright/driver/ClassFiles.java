package netwright.driver;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import netwright.diag.CompilationFailed;
import netwright.emit.EmittedClass;
import netwright.facade.FacadeWriter;
import netwright.facade.JavaCompilation;
import netwright.facade.SchemaText;
import netwright.runtime.Flavour;
import netwright.runtime.Schema;

/// A network as files for other programs: the class that users call, its programs in every flavour, and what they read.
public final class ClassFiles {
  private final Compilation compilation;
  private final BackEnd predict;
  private final Schema schema;

  private ClassFiles(Compilation compilation) {
    this.compilation = compilation;
    this.predict = compilation.predictor();
    this.schema = Schemas.of(compilation, predict);
  }

  /// The files of a network.
  public static ClassFiles of(Compilation compilation) {
    return new ClassFiles(compilation);
  }

  /// The files of a network with its class compiled, and weights beside it if there are some.
  ///
  /// @throws CompilationFailed if there is no Java compiler
  public static Artefact artefact(Compilation compilation, Optional<WeightsResource> weights) {
    ClassFiles files = of(compilation);
    return files.with(files::facade, weights);
  }

  /// The source of the class that users call.
  public String source() {
    return FacadeWriter.write(schema, compilation.sourceName(), isWeighted());
  }

  private boolean isWeighted() {
    return compilation.model().data().weight().isPresent();
  }

  /// Where that source belongs, such as `com/acme/HousePrices.java`.
  public String sourcePath() {
    return path() + ".java";
  }

  /// The class that users call, compiled, and those nested in it.
  ///
  /// @throws CompilationFailed if there is no Java compiler
  public List<Artefact.Entry> facade() {
    List<Artefact.Entry> entries = new ArrayList<>();
    JavaCompilation.compile(compilation.className(), source())
        .forEach((name, bytes) -> entries.add(entry(name, bytes)));
    return entries;
  }

  /// The files of a network whose class is a program, too: its `main` predicts CSV.
  ///
  /// @throws CompilationFailed if there is no Java compiler
  public Artefact program(Optional<WeightsResource> weights) {
    return with(this::facadeWithMain, weights);
  }

  private List<Artefact.Entry> facadeWithMain() {
    String source = FacadeWriter.writeProgram(schema, compilation.sourceName(), isWeighted());
    Relocation relocation = Relocation.into(compilation.className());
    List<Artefact.Entry> entries = new ArrayList<>();
    JavaCompilation.compile(compilation.className(), source)
        .forEach((name, bytes) -> entries.add(entry(name, relocation.moved(bytes))));
    entries.addAll(relocation.classes());
    return entries;
  }

  /// What `facade` makes, and all else: the Java compiler works beside the rest.
  private Artefact with(Supplier<List<Artefact.Entry>> facade, Optional<WeightsResource> weights) {
    List<Artefact.Entry> entries =
        Stream.<Supplier<List<Artefact.Entry>>>of(facade, () -> besideFacade(weights).entries())
            .parallel()
            .flatMap(part -> part.get().stream())
            .toList();
    return new Artefact(compilation.className(), entries);
  }

  /// All but the class that users call.
  public Artefact besideFacade(Optional<WeightsResource> weights) {
    List<Artefact.Entry> entries = new ArrayList<>();
    predict
        .classes(
            compilation.className() + "$Predict",
            compilation.sourceName(),
            List.of(Flavour.values()))
        .forEach(emitted -> entries.add(entry(emitted.name(), emitted.bytes())));
    TrainerImage trainer = TrainerImage.of(compilation);
    trainer.classes().forEach(emitted -> entries.add(entry(emitted.name(), emitted.bytes())));
    entries.add(
        new Artefact.Entry(path() + ".training", trainer.text().getBytes(StandardCharsets.UTF_8)));
    entries.add(
        new Artefact.Entry(
            path() + ".schema", SchemaText.of(schema).getBytes(StandardCharsets.UTF_8)));
    weights.ifPresent(
        found -> entries.add(new Artefact.Entry(path() + ".safetensors", found.bytes())));
    return new Artefact(compilation.className(), entries);
  }

  /// Writes the source of the class that users call below `folder`.
  ///
  /// @throws CompilationFailed if it cannot be written
  public Path writeSource(Path folder) {
    byte[] bytes = source().getBytes(StandardCharsets.UTF_8);
    return Artefact.write(folder.resolve(sourcePath()), bytes, "--sources");
  }

  private String path() {
    return compilation.className().replace('.', '/');
  }

  private static Artefact.Entry entry(String className, byte[] bytes) {
    return new Artefact.Entry(className.replace('.', '/') + ".class", bytes);
  }

  static List<Path> write(List<EmittedClass> classes, Path folder) {
    List<Artefact.Entry> entries =
        classes.stream().map(emitted -> entry(emitted.name(), emitted.bytes())).toList();
    return new Artefact(classes.getFirst().name(), entries).write(folder);
  }
}
