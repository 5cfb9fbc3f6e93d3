package io.github.servletexporter.it.behaviour;

import static io.github.servletexporter.it.behaviour.Situation.answered;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import java.util.List;

/** Asynchronous requests. */
final class AsyncSituations {
  private AsyncSituations() {}

  static List<Situation> all() {
    return List.of(
        get("async: complete on a container thread", "/async/complete"),
        get("async: complete before the servlet returns", "/async/complete-at-once"),
        get("async: complete on a foreign thread", "/async/foreign-thread"),
        get("async: setStatus(404) on a foreign thread", "/async/status"),
        get("async: sendError(503) on a foreign thread", "/async/send-error"),
        get("async: dispatch", "/async/dispatch?to=/ok"),
        get("async: dispatch before the servlet returns", "/async/dispatch-at-once?to=/ok"),
        get("async: dispatch to sendError(503)", "/async/dispatch?to=/send-error/503"),
        get("async: dispatch to a RuntimeException", "/async/dispatch?to=/throw/runtime-exception"),
        get(
            "async: dispatch to a RuntimeException after the commit",
            "/async/dispatch-after-commit"),
        get("async: dispatch to a path without a servlet", "/async/dispatch?to=/nothing/here"),
        get("async: started again after a dispatch", "/async/restart"),
        get("async: unhandled timeout", "/async/timeout"),
        get("async: unhandled timeout after the commit", "/async/timeout-after-commit"),
        get("async: timeout completed with 503", "/async/timeout-completed"),
        get("async: timeout dispatched", "/async/timeout-dispatched"),
        get("async: RuntimeException in onTimeout", "/async/timeout-thrown"),
        get("async: RuntimeException after startAsync", "/async/throw-after-start"),
        get(
            "async: RuntimeException after startAsync, onError completes with 502",
            "/async/throw-after-start-handled"),
        get("async: RuntimeException after complete", "/async/throw-after-complete"),
        answered("non-blocking echo", stage -> stage.post("/nio/echo", "x".repeat(100_000))),
        answered(
            "RuntimeException in onDataAvailable", stage -> stage.post("/nio/throw-on-read", "x")),
        answered(
            "RuntimeException in onAllDataRead", stage -> stage.post("/nio/throw-at-end", "x")),
        answered(
            "RuntimeException in onWritePossible", stage -> stage.post("/nio/throw-on-write", "x")),
        answered("non-blocking download", stage -> stage.get("/nio/download?bytes=300000")),
        answered("server-sent events", AsyncSituations::events));
  }

  static Situation get(String name, String path) {
    return answered(name, stage -> stage.get(path));
  }

  /** Opens the gate once the first event has arrived, so that the response takes long. */
  private static WireResponse events(Stage stage) throws Exception {
    try (WireConnection connection = stage.connect()) {
      connection.send(stage.head("GET", "/sse?gate=" + stage.id(), ""));
      stage.awaitInside();
      stage.open(stage.id());
      return connection.receive("GET");
    }
  }
}
