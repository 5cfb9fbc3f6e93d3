package io.github.servletexporter.listener.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Communication with the counter of the server, whose class the application does not see. */
class ResponseCounterTest {

  private static final Object HTTP = new Object();
  private static final Object REMOVED = new Object();

  private final List<String> received = new ArrayList<>();

  @Test
  void takesResponsesByStatusAndLabelOfTheConnector() throws Exception {
    counter(new Server()).takeResponses("/shop#1", this::receive);

    assertThat(received).containsExactlyInAnyOrder("3 200 http", "1 _other http", "2 404 _other");
  }

  @Test
  void takesNothingThatAnotherApplicationTakes() throws Exception {
    Server server = new Server();
    server.taker = "/other#2";

    counter(server).takeResponses("/shop#1", this::receive);

    assertThat(received).isEmpty();
  }

  @Test
  void takesFramingViolations() throws Exception {
    counter(new Server())
        .takeFramingViolations("/shop#1", (violation, count) -> received.add(count + violation));

    assertThat(received).containsExactly("4content_length_invalid");
  }

  @Test
  void releasesTheCounts() throws Exception {
    Server server = new Server();
    counter(server).takeResponses("/shop#1", this::receive);

    counter(server).release("/shop#1");

    assertThat(server.taker).isEmpty();
  }

  @Test
  void reportsACounterOfAnotherVersion() {
    assertThatThrownBy(() -> counter(new Object()).takeResponses("/shop#1", this::receive))
        .isInstanceOf(NoSuchMethodException.class);
  }

  private static ResponseCounter counter(Object server) {
    return new ResponseCounter(server, Map.of(HTTP, "http"));
  }

  private void receive(long count, String status, String connector) {
    received.add(count + " " + status + " " + connector);
  }

  /** Methods of ResponseCountValve and ResponseCountLog. */
  public static final class Server {

    private String taker = "";

    /** Returns one known connector and one that the server no longer has. */
    public Map<Object, Map<Integer, Long>> takeResponses(String application) {
      if (!taker.isEmpty() && !taker.equals(application)) {
        return Map.of();
      }
      taker = application;
      return Map.of(HTTP, Map.of(200, 3L, 0, 1L), REMOVED, Map.of(404, 2L));
    }

    /** Returns one violation. */
    public Map<String, Long> takeFramingViolations(String application) {
      return Map.of("content_length_invalid", 4L);
    }

    /** Releases the counts. */
    public void release(String application) {
      taker = "";
    }
  }
}
