/// The parser generated from `Net.g4`.
module netwright.grammar {
  requires transitive org.antlr.antlr4.runtime;

  exports netwright.grammar;
}
