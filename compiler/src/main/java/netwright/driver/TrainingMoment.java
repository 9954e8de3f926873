package netwright.driver;

import java.nio.file.Path;

/// Where a training is when a checkpoint is written, or when it goes on from one.
///
/// @param file the checkpoint
/// @param epoch whole epochs done
/// @param epochs how many there will be at most
/// @param steps training steps done
public record TrainingMoment(Path file, int epoch, int epochs, long steps) {}
