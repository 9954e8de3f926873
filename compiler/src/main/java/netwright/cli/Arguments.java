package netwright.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Makes the options and parameters of a command, which its help lists in this order.
///
/// There are annotations for that, but the JVM makes classes to read them by in every start: an eighth of the time in
/// which the housing example is trained.
///
/// All texts are those of the help: a label is what stands for a value, such as `FILE`.
final class Arguments {
  private final CommandSpec spec;

  private Arguments(CommandSpec spec) {
    this.spec = spec;
  }

  /// The arguments of the command `name`, none yet.
  ///
  /// @param command what is called if the command is: a `Callable` of its exit code, or a `Runnable`
  static Arguments of(Object command, String name, String description) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(name);
    spec.usageMessage().description(description).sortOptions(false);
    return new Arguments(spec);
  }

  /// The command as picocli knows it.
  CommandSpec command() {
    return spec;
  }

  /// The option that shows the help.
  void help(String description) {
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description(description).build());
  }

  /// An option without a value.
  Argument<Boolean> flag(String name, String description) {
    return added(OptionSpec.builder(name).type(Boolean.class).arity("0").description(description));
  }

  /// An option with a value.
  ///
  /// @param names one or more, separated by spaces
  <T> Argument<T> option(Class<T> type, String names, String label, String description) {
    return added(single(type, names, label, description));
  }

  /// An option that must be given.
  <T> Argument<T> required(Class<T> type, String names, String label, String description) {
    return added(single(type, names, label, description).required(true));
  }

  /// An option that may be repeated.
  <T> Argument<List<T>> list(Class<T> type, String name, String label, String description) {
    return added(several(type, name, label, description));
  }

  /// The same, but once at least.
  <T> Argument<List<T>> requiredList(Class<T> type, String name, String label, String description) {
    return added(several(type, name, label, description).required(true));
  }

  /// An option that may be repeated, and have several values, separated by commas.
  <T> Argument<List<T>> commaList(Class<T> type, String name, String label, String description) {
    return added(several(type, name, label, description).splitRegex(","));
  }

  /// An option with values such as `key=value`, which may be repeated.
  Argument<Map<String, String>> map(String name, String label, String description) {
    return added(
        single(Map.class, name, label, description).auxiliaryTypes(String.class, String.class));
  }

  /// A value without a name, which must be given.
  <T> Argument<T> parameter(Class<T> type, int index, String label, String description) {
    return added(
        PositionalParamSpec.builder()
            .index(String.valueOf(index))
            .type(type)
            .arity("1")
            .required(true)
            .paramLabel(label)
            .description(description)
            .build());
  }

  /// Any number of values without a name.
  <T> Argument<List<T>> parameters(Class<T> type, String label, String description) {
    return added(
        PositionalParamSpec.builder()
            .type(List.class)
            .auxiliaryTypes(type)
            .arity("0..*")
            .paramLabel(label)
            .description(description)
            .build());
  }

  private static OptionSpec.Builder single(
      Class<?> type, String names, String label, String description) {
    return OptionSpec.builder(names.split(" "))
        .type(type)
        .arity("1")
        .paramLabel(label)
        .description(description);
  }

  private static OptionSpec.Builder several(
      Class<?> type, String name, String label, String description) {
    return single(List.class, name, label, description).auxiliaryTypes(type);
  }

  private <T> Argument<T> added(OptionSpec.Builder builder) {
    OptionSpec option = builder.build();
    spec.addOption(option);
    return new Argument<>(option);
  }

  private <T> Argument<T> added(PositionalParamSpec parameter) {
    spec.addPositional(parameter);
    return new Argument<>(parameter);
  }
}
