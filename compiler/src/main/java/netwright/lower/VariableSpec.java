package netwright.lower;

import netwright.check.Initial;
import netwright.diag.Span;
import netwright.ir.TensorType;
import netwright.runtime.Variable.Role;

/// A tensor that lives from run to run.
///
/// @param name such as `h1.linear.weight` or `h1.linear.weight.adam.m`
/// @param type its type; never batched
/// @param role what it is for
/// @param state what the optimizer calls it, such as `m` for all its first moments; empty if it is not the optimizer's
/// @param initial what it holds before the first step; means nothing if it is fitted
/// @param span the place in the source that asks for it
public record VariableSpec(
    String name, TensorType type, Role role, String state, Initial initial, Span span) {}
