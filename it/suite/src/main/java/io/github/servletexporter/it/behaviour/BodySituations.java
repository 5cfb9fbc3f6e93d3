package io.github.servletexporter.it.behaviour;

import static io.github.servletexporter.it.behaviour.Situation.answered;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import java.util.List;

/** Uploads and downloads that run to completion on both sides. */
final class BodySituations {
  static final String CHUNKED = "Transfer-Encoding: chunked\r\n";

  private BodySituations() {}

  static List<Situation> all() {
    return List.of(
        answered("upload with a length", stage -> stage.post("/upload", "x".repeat(50_000))),
        answered(
            "upload in chunks",
            stage ->
                stage.sendText(
                    "POST",
                    stage.head("POST", "/upload", CHUNKED)
                        + "5\r\nhello\r\n3\r\nyou\r\n0\r\n\r\n")),
        answered(
            "upload that the application ignores",
            stage -> stage.post("/upload-ignored", "x".repeat(50_000))),
        answered("upload after 100-continue", BodySituations::expectContinue),
        answered(
            "upload with a broken chunk",
            stage ->
                stage.sendText(
                    "POST", stage.head("POST", "/upload", CHUNKED) + "5\r\nhelloXX\r\n0\r\n\r\n")),
        answered(
            "upload with a broken chunk, exception swallowed",
            stage ->
                stage.sendText(
                    "POST",
                    stage.head("POST", "/upload-swallowed", CHUNKED)
                        + "5\r\nhelloXX\r\n0\r\n\r\n")),
        answered(
            "upload with a broken chunk, exception wrapped",
            stage ->
                stage.sendText(
                    "POST",
                    stage.head("POST", "/upload-rethrown", CHUNKED) + "5\r\nhelloXX\r\n0\r\n\r\n")),
        answered(
            "download with a length", stage -> stage.get("/download?declared=true&bytes=100000")),
        answered("download in chunks", stage -> stage.get("/download?bytes=100000")),
        answered(
            "download through a writer", stage -> stage.get("/download-by-writer?bytes=100000")));
  }

  private static WireResponse expectContinue(Stage stage) throws Exception {
    try (WireConnection connection = stage.connect()) {
      connection.send(
          stage.head("POST", "/upload", "Expect: 100-continue\r\nContent-Length: 5\r\n"));
      WireResponse interim = connection.receive("POST");
      if (interim.status() != 100) {
        return interim;
      }
      connection.send("hello");
      return connection.receive("POST");
    }
  }
}
