package netwright.lower;

import netwright.ir.Graph;

/// The computation of a fitted state from all training rows.
///
/// @param variable the state, which is also the name of the graph's only value
/// @param graph in f64; its batch is all training rows. It may read states that are fitted before it
public record FitGraph(String variable, Graph graph) {}
