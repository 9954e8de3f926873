package com.example.prices;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import netwright.runtime.io.MalformedFileException;
import netwright.runtime.io.Safetensors;

/// Serves the prices of [HousePrices] over HTTP, and takes new weights while it does.
///
/// | request | answer |
/// |---|---|
/// | `GET /price?rooms=6.575&lstat=4.98` | `{"price": 28.1}` |
/// | `PUT /weights`, a safetensors file | 204; every answer from then on is by these weights |
/// | `GET /model` | what runs: the network, its version, the training its weights are from |
///
/// One predictor serves all requests, each on a thread of its own. A request sees the old weights or the new ones, never
/// a mixture. What is wrong with a request is said in one line, with the status 400.
public final class PriceServer implements AutoCloseable {
  /// More than any weights of this network take.
  private static final int MOST_BYTES = 1 << 20;

  private final HousePrices prices;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// A server that is started, on this computer only.
  ///
  /// @param port 0 for one that is free
  /// @throws IOException if there is no such port to be had
  public PriceServer(HousePrices prices, int port) throws IOException {
    this.prices = prices;
    this.server = HttpServer.create(new InetSocketAddress("localhost", port), 0);
    server.createContext("/price", exchange -> answer(exchange, "GET", this::price));
    server.createContext("/weights", exchange -> answer(exchange, "PUT", this::weights));
    server.createContext("/model", exchange -> answer(exchange, "GET", _ -> model()));
    server.setExecutor(threads);
    server.start();
  }

  /// The port that it listens on.
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private String price(HttpExchange exchange) throws Refused {
    Query query = Query.of(exchange.getRequestURI());
    float price = prices.price(query.number("rooms"), query.number("lstat"));
    return String.format(Locale.ROOT, "{\"price\": %.3f}", price);
  }

  private String weights(HttpExchange exchange) throws IOException, Refused {
    byte[] bytes = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new Refused("these are too many bytes");
    }
    try {
      prices.swapWeights(Safetensors.read("the weights", bytes));
      return "";
    } catch (MalformedFileException e) {
      throw new Refused(e.getMessage());
    }
  }

  private String model() {
    return "{\"network\": \"%s\", \"source\": \"%s\", \"weights\": \"%s\"}"
        .formatted(
            prices.name(),
            HousePrices.schema().sourceHash(),
            prices.metadata().getOrDefault("netwright.source", "unknown"));
  }

  /// What makes the answer to a request.
  private interface Answer {
    /// A text in JSON; empty if there is nothing to say.
    String to(HttpExchange exchange) throws IOException, Refused;
  }

  private static void answer(HttpExchange exchange, String method, Answer answer)
      throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals(method)) {
        answer(exchange, answer);
      } else {
        send(exchange, 405, "{\"error\": \"use %s\"}".formatted(method));
      }
    }
  }

  private static void answer(HttpExchange exchange, Answer answer) throws IOException {
    try {
      String text = answer.to(exchange);
      send(exchange, text.isEmpty() ? 204 : 200, text);
    } catch (Refused refused) {
      String message = refused.getMessage().replace("\\", "\\\\").replace("\"", "\\\"");
      send(exchange, 400, "{\"error\": \"%s\"}".formatted(message));
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /// Serves until it is stopped.
  ///
  /// @param arguments the port, 8080 if there is none
  public static void main(String[] arguments) throws IOException {
    int port = arguments.length == 0 ? 8080 : Integer.parseInt(arguments[0]);
    PriceServer server = new PriceServer(HousePrices.load(), port);
    System.out.println("http://localhost:" + server.port() + "/price?rooms=6.575&lstat=4.98");
  }
}
