package io.github.servletexporter.it.behaviour;

import static io.github.servletexporter.it.behaviour.Situation.answered;

import io.github.servletexporter.it.server.AccessLine;
import java.util.List;

/** Protocols other than plain HTTP/1.1, and malformed requests. */
final class ProtocolSituations {
  private ProtocolSituations() {}

  static List<Situation> all() {
    return List.of(
        answered(
            "HTTP/1.0",
            stage ->
                stage.sendText(
                    "GET",
                    "GET %s HTTP/1.0\r\n%s: %s\r\n\r\n"
                        .formatted(stage.path("/ok"), AccessLine.ID_HEADER, stage.id()))),
        answered(
            "upgrade to another protocol",
            stage ->
                stage.sendText(
                    "GET",
                    stage.head("GET", "/upgrade", "Connection: Upgrade\r\nUpgrade: greeting\r\n"))),
        answered(
            "two Transfer-Encoding fields, identity and chunked",
            stage ->
                stage.sendText(
                    "POST",
                    stage.head(
                            "POST",
                            "/upload",
                            "Transfer-Encoding: identity\r\n" + BodySituations.CHUNKED)
                        + "0\r\n\r\n")),
        answered(
            "Transfer-Encoding: gzip, chunked",
            stage ->
                stage.sendText(
                    "POST",
                    stage.head("POST", "/upload", "Transfer-Encoding: gzip, chunked\r\n")
                        + "0\r\n\r\n")),
        answered(
            "Content-Length and Transfer-Encoding: chunked",
            stage ->
                stage.sendText(
                    "POST",
                    stage.head("POST", "/upload", "Content-Length: 5\r\n" + BodySituations.CHUNKED)
                        + "0\r\n\r\n")),
        answered(
            "Content-Length that is no number",
            stage ->
                stage.sendText(
                    "POST", stage.head("POST", "/upload", "Content-Length: five\r\n") + "hello")),
        answered(
            "no Host",
            stage ->
                stage.sendText(
                    "GET",
                    "GET %s HTTP/1.1\r\n%s: %s\r\n\r\n"
                        .formatted(stage.path("/ok"), AccessLine.ID_HEADER, stage.id()))),
        answered("path with a broken escape", stage -> stage.get("/ok/%ZZ")),
        answered(
            "request line without a version", stage -> stage.sendText("GET", "GET /ok X\r\n\r\n")));
  }
}
