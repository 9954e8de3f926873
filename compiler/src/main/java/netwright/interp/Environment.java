package netwright.interp;

import java.util.Map;

/// What a run is given from outside.
///
/// @param rows the number of samples in the batch
/// @param inputs the values of inputs by name, row-major, sample after sample
/// @param variables the values of variables by name, row-major
/// @param seed the seed of random draws
/// @param step the number of the training step, from 1
public record Environment(
    int rows,
    Map<String, double[]> inputs,
    Map<String, double[]> variables,
    long seed,
    long step) {}
