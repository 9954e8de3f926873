/// What a compiled network needs at run time, and what a program that uses one calls.
///
/// The vector module is optional: without it the scalar flavour of every kernel runs.
module netwright.runtime {
  requires static jdk.incubator.vector;

  exports netwright.runtime;
  exports netwright.runtime.io;
  exports netwright.runtime.math;
  exports netwright.runtime.random;
  exports netwright.runtime.train;
}
