package com.example.prices;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/// The parameters of a request.
record Query(Map<String, String> values) {

  /// Those after the question mark of `uri`.
  static Query of(URI uri) {
    Map<String, String> values = new HashMap<>();
    String query = uri.getQuery() == null ? "" : uri.getQuery();
    for (String part : query.split("&")) {
      int sign = part.indexOf('=');
      if (sign > 0) {
        values.put(part.substring(0, sign), part.substring(sign + 1));
      }
    }
    return new Query(values);
  }

  /// The number called `name`.
  ///
  /// @throws Refused if there is none, or it is not finite
  float number(String name) throws Refused {
    return Numbers.finite(name, values.get(name));
  }
}
