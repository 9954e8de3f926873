package com.example.prices;

/// A request or a line that cannot be served; the message says why, in one line.
final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  Refused(String message) {
    super(message);
  }
}
