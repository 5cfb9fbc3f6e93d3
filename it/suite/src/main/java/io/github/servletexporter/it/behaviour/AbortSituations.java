package io.github.servletexporter.it.behaviour;

import io.github.servletexporter.it.client.WireConnection;
import java.io.IOException;
import java.util.List;

/** Clients that leave before they have the whole response. */
final class AbortSituations {
  private static final long READ_BEFORE_LEAVING_BYTES = 200;

  private AbortSituations() {}

  static List<Situation> all() {
    return List.of(
        whileReading("client closes in the middle of its upload", "/upload", Leave.CLOSE),
        whileReading("client resets in the middle of its upload", "/upload", Leave.RESET),
        whileReading(
            "client resets in the middle of its upload, exception swallowed",
            "/upload-swallowed",
            Leave.RESET),
        whileReading(
            "client resets in the middle of its upload, exception wrapped",
            "/upload-rethrown",
            Leave.RESET),
        whileReading(
            "client resets in the middle of a non-blocking upload", "/nio/echo", Leave.RESET),
        whileWriting("client closes in the middle of a download", "/download-endless", Leave.CLOSE),
        whileWriting("client resets in the middle of a download", "/download-endless", Leave.RESET),
        whileWriting(
            "client resets in the middle of a non-blocking download",
            "/nio/download?bytes=2000000000",
            Leave.RESET),
        Situation.of("client resets in the middle of endless events", AbortSituations::events));
  }

  private static Situation whileReading(String name, String path, Leave leave) {
    return Situation.of(
        name,
        stage -> {
          try (WireConnection connection = stage.connect()) {
            connection.send(stage.head("POST", path, "Content-Length: 1000\r\n") + "too little");
            stage.awaitInside();
            leave.by(connection);
            return Situation.NO_ANSWER;
          }
        });
  }

  private static Situation whileWriting(String name, String path, Leave leave) {
    return Situation.of(
        name,
        stage -> {
          try (WireConnection connection = stage.connectNarrowly()) {
            connection.send(stage.head("GET", path, ""));
            connection.skip(READ_BEFORE_LEAVING_BYTES);
            leave.by(connection);
            return Situation.NO_ANSWER;
          }
        });
  }

  private static String events(Stage stage) throws IOException {
    try (WireConnection connection = stage.connect()) {
      connection.send(stage.head("GET", "/sse?endless=true&gate=" + stage.id(), ""));
      stage.awaitInside();
      connection.reset();
      stage.open(stage.id());
      return Situation.NO_ANSWER;
    }
  }

  /** How a client leaves. */
  private enum Leave {
    CLOSE,
    RESET;

    void by(WireConnection connection) throws IOException {
      if (this == RESET) {
        connection.reset();
      } else {
        connection.close();
      }
    }
  }
}
