package netwright.facade;

/// What documentation says of wrong arguments.
final class Errors {
  static final String ONE_SAMPLE =
      "\n@throws IllegalArgumentException if an input is not one sample, or has a class that there is not";
  static final String SAMPLES =
      "\n@throws IllegalArgumentException if inputs are not whole samples, as many in each, or have a class that there is not";
  static final String INTO =
      "\n@throws IllegalArgumentException if inputs are not whole samples, as many in each, have a class that there is not, or an"
          + " output has not the length for so many samples";

  private Errors() {}
}
