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
/// @param initial what it holds before the first step; means nothing if it is fitted
/// @param span the place in the source that asks for it
public record VariableSpec(String name, TensorType type, Role role, Initial initial, Span span) {}
