package netwright.driver;

/// What is known before the first step.
///
/// @param network its name
/// @param parameters how many numbers are trained
/// @param trainRows samples trained on
/// @param validationRows samples held out for validation
/// @param testRows samples held out for the test
/// @param epochs how many there will be at most
/// @param flavour how the code runs: `interpreted`, `scalar`, `vector`
public record TrainingStart(
    String network,
    long parameters,
    int trainRows,
    int validationRows,
    int testRows,
    int epochs,
    String flavour) {}
