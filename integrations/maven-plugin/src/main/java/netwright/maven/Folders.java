package netwright.maven;

import java.nio.file.Path;

/// Where everything is that belongs to the networks of a project, or to those of its tests.
///
/// @param networks their sources; other files there may be imported by them
/// @param sources the Java sources that the compiler writes
/// @param resources the other files that it writes, to be packed with the classes
/// @param classes where javac puts classes, and Maven copies of the resources
/// @param state what is known of the last build
record Folders(Path networks, Path sources, Path resources, Path classes, Path state) {}
