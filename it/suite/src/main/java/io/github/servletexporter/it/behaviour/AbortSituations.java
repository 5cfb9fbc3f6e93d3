package io.github.servletexporter.it.behaviour;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.server.Container.Family;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Situations in which a client disconnects before it has the whole response. */
final class AbortSituations {
  private static final long READ_BEFORE_LEAVING_BYTES = 200;
  private static final String READ = "read";
  private static final String WRITE = "write";

  private AbortSituations() {}

  /** Returns the aborts whose outcome is the same every time. */
  static List<Situation> all() {
    return aborts().stream().map(Abort::situation).toList();
  }

  /**
   * Returns the situation in which a client disconnects while a thread of the application writes to
   * it. The application and Tomcat both end such a request, whichever notices first, so it may be
   * counted with or without an error type.
   */
  static Situation whileWritingInTheBackground() {
    return Situation.of("client resets in the middle of endless events", AbortSituations::events);
  }

  /** Returns the aborts that the container reports to the filter, by an exception or an event. */
  static Map<Situation, Told> told(Family family) {
    Map<Situation, Told> told = new LinkedHashMap<>();
    for (Abort abort : aborts()) {
      if (abort.phase() != null && (abort.toldByJetty() || family == Family.TOMCAT)) {
        told.put(abort.situation(), new Told(abort.route(), abort.phase()));
      }
    }
    return told;
  }

  private static List<Abort> aborts() {
    return List.of(
        whileReading("client closes in the middle of its upload", "/upload", Leave.CLOSE, READ),
        whileReading("client resets in the middle of its upload", "/upload", Leave.RESET, READ),
        whileReading(
            "client resets in the middle of its upload, exception swallowed",
            "/upload-swallowed",
            Leave.RESET,
            null),
        whileReading(
            "client resets in the middle of its upload, exception wrapped",
            "/upload-rethrown",
            Leave.RESET,
            READ),
        whileReading(
                "client resets in the middle of a non-blocking upload",
                "/nio/echo",
                Leave.RESET,
                READ)
            .unknownToJetty(),
        whileWriting("client closes in the middle of a download", "/download-endless", Leave.CLOSE),
        whileWriting("client resets in the middle of a download", "/download-endless", Leave.RESET),
        whileWriting(
                "client resets in the middle of a non-blocking download",
                "/nio/download?bytes=2000000000",
                Leave.RESET)
            .unknownToJetty(),
        whileStreaming("HTTP/2 client resets a download", "/download-endless", Stage::awaitInside),
        whileStreaming(
            "HTTP/2 client resets server-sent events", "/sse?gate=never", Stage::awaitReturned),
        whileWaiting("HTTP/2 client resets before an asynchronous response", "/async/never"));
  }

  private static Abort whileReading(String name, String path, Leave leave, @Nullable String phase) {
    Situation situation =
        Situation.of(
            name,
            stage -> {
              try (WireConnection connection = stage.connect()) {
                connection.send(
                    stage.head("POST", path, "Content-Length: 1000\r\n") + "too little");
                stage.awaitInside();
                leave.by(connection);
                return Situation.NO_ANSWER;
              }
            });
    return new Abort(situation, path, phase, true);
  }

  private static Abort whileWriting(String name, String path, Leave leave) {
    Situation situation =
        Situation.of(
            name,
            stage -> {
              try (WireConnection connection = stage.connectNarrowly()) {
                connection.send(stage.head("GET", path, ""));
                connection.skip(READ_BEFORE_LEAVING_BYTES);
                leave.by(connection);
                return Situation.NO_ANSWER;
              }
            });
    return new Abort(situation, path.replaceAll("\\?.*", ""), WRITE, true);
  }

  private static Abort whileStreaming(String name, String path, Consumer<Stage> beforeReset) {
    Situation situation =
        Situation.of(
            name,
            stage -> {
              stage
                  .http2()
                  .resetDuringResponse(
                      stage.path(path), stage.id(), () -> beforeReset.accept(stage));
              return Situation.NO_ANSWER;
            });
    return new Abort(situation, path.replaceAll("\\?.*", ""), WRITE, true);
  }

  private static Abort whileWaiting(String name, String path) {
    Situation situation =
        Situation.of(
            name,
            stage -> {
              Future<?> response = stage.http2().begin(stage.path(path), stage.id());
              stage.awaitReturned();
              response.cancel(true);
              return Situation.NO_ANSWER;
            });
    return new Abort(situation, path, null, true);
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

  /**
   * Abort as the filter can see it.
   *
   * @param route the servlet's pattern
   * @param phase what the application was doing
   */
  record Told(String route, String phase) {}

  /**
   * One way for a client to disconnect.
   *
   * @param phase null if the application swallows the exception
   * @param toldByJetty false if Jetty notifies only the application's listener
   */
  private record Abort(
      Situation situation, String route, @Nullable String phase, boolean toldByJetty) {
    Abort unknownToJetty() {
      return new Abort(situation, route, phase, false);
    }
  }

  /** Way in which a client disconnects. */
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
