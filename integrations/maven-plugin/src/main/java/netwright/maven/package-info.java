/**
 * The Maven plugin: compiles the networks in {@code src/main/net} to Java classes.
 *
 * <ul>
 *   <li>In: a Maven project.
 *   <li>Out: Java sources and resources of the project, messages in Maven's log.
 *   <li>May use: Maven, the JDK 17, Jackson. The compiler only as a process of its own, which needs a newer JDK.
 *   <li>Start reading at {@link netwright.maven.NetMojo}.
 * </ul>
 */
package netwright.maven;
