package netwright.facade;

/// A part of what a facade can do.
sealed interface Section
    permits LoadSection, OutputSection, PredictSection, IntoSection, TrainerSection, MainSection {

  /// Writes the members of the class.
  void write(Facade facade, JavaText text);
}
