package com.example.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceServerTest {
  private static final int CLIENTS = 8;
  private static final int REQUESTS = 200;
  private static final String HOUSE = "/price?rooms=6.575&lstat=4.98";

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private PriceServer server;

  @BeforeEach
  void start() throws IOException {
    server = new PriceServer(HousePrices.load(), 0);
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String path) throws Exception {
    URI uri = URI.create("http://localhost:" + server.port() + path);
    return client.send(request.uri(uri).build(), BodyHandlers.ofString());
  }

  private String get(String path) throws Exception {
    return send(HttpRequest.newBuilder(), path).body();
  }

  private int put(byte[] weights) throws Exception {
    return send(HttpRequest.newBuilder().PUT(BodyPublishers.ofByteArray(weights)), "/weights")
        .statusCode();
  }

  /// Other weights: those of a trainer that has just begun.
  private byte[] others() throws IOException {
    Path file = folder.resolve("others.safetensors");
    HousePrices.Trainer trainer = HousePrices.Trainer.from(HousePrices.load().weights());
    trainer.step(2, new float[] {6.5f, 5, 5, 20}, new float[] {30, 15});
    trainer.save(file);
    return Files.readAllBytes(file);
  }

  private static byte[] shipped() throws IOException {
    try (var stream = HousePrices.class.getResourceAsStream("HousePrices.safetensors")) {
      return stream.readAllBytes();
    }
  }

  @Test
  void everyAnswerIsByTheOldWeightsOrTheNewOnes() throws Exception {
    String old = get(HOUSE);
    assertTrue(old.matches("\\{\"price\": \\d\\d\\.\\d{3}}"), old);
    byte[] others = others();
    assertEquals(204, put(others));
    String fresh = get(HOUSE);
    assertNotEquals(old, fresh);

    List<Future<Void>> clients = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(threads.submit((Callable<Void>) () -> {
          for (int n = 0; n < REQUESTS; n++) {
            String answer = get(HOUSE);
            assertTrue(Set.of(old, fresh).contains(answer), answer);
          }
          return null;
        }));
      }
      byte[] shipped = shipped();
      for (int n = 0; clients.stream().anyMatch(each -> !each.isDone()); n++) {
        assertEquals(204, put(n % 2 == 0 ? shipped : others));
      }
      for (Future<Void> each : clients) {
        each.get();
      }
    }
  }

  @Test
  void aWrongRequestIsToldWhatIsWrong() throws Exception {
    assertEquals("{\"error\": \"lstat must be a number, it is missing\"}", get("/price?rooms=6"));
    assertEquals(
        "{\"error\": \"rooms must be a number, not many\"}", get("/price?rooms=many&lstat=5"));
    assertEquals(405, send(HttpRequest.newBuilder().DELETE(), "/price").statusCode());
  }

  @Test
  void damagedWeightsAreRefusedAndTheOldOnesStay() throws Exception {
    String before = get(HOUSE);
    byte[] weights = shipped();
    weights[weights.length - 1] ^= 1;
    assertEquals(400, put(weights));
    assertEquals(400, put("hello".getBytes(StandardCharsets.UTF_8)));
    assertEquals(before, get(HOUSE));
  }

  @Test
  void theModelSaysWhatItIs() throws Exception {
    assertTrue(get("/model").contains("\"network\": \"HousePrices\""));
  }
}
