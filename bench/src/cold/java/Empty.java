/// Does nothing, to show what a start of the JVM takes.
final class Empty {
  public static void main(String[] arguments) {}
}
