package io.github.servletexporter.it.behaviour;

import static io.github.servletexporter.it.behaviour.Situation.answered;

import io.github.servletexporter.it.app.TestApp.ErrorPages;
import io.github.servletexporter.it.server.Container.Family;
import java.util.List;
import java.util.stream.Stream;

/** All situations: the rows of docs/behaviour.md. */
final class Situations {
  private static final String JETTY_BAD_MESSAGE = "org.eclipse.jetty.http.BadMessageException";
  private static final String JETTY_HTTP_EXCEPTION =
      "org.eclipse.jetty.http.HttpException$RuntimeException";

  /** Size of a form that Tomcat refuses by its declared length; its limit is 2 MiB. */
  private static final int LARGE_FORM_BYTES = 2_200_000;

  /**
   * Size of a form that is over Jetty's limit of 200 kB, yet small enough to be sent without being
   * read.
   */
  private static final int SENT_FORM_BYTES = 250_000;

  private Situations() {}

  /** Returns the situations that can occur on a family of containers, in the order of the page. */
  static List<Situation> of(Family family) {
    return all().filter(situation -> situation.families().contains(family)).toList();
  }

  /** Returns the names of all situations, in the order of the page. */
  static List<String> names() {
    return all().map(Situation::name).toList();
  }

  private static Stream<Situation> all() {
    return Stream.of(
            statuses(),
            exceptions(),
            errorPages(),
            lateFailures(),
            unavailable(),
            dispatches(),
            AsyncSituations.all(),
            BodySituations.all(),
            AbortSituations.all(),
            ProtocolSituations.all())
        .flatMap(List::stream);
  }

  private static List<Situation> statuses() {
    return List.of(
        answered("GET answered with 200", stage -> stage.get("/ok")),
        answered("HEAD", stage -> stage.send("HEAD", "/ok")),
        answered("OPTIONS", stage -> stage.send("OPTIONS", "/ok")),
        answered("TRACE", stage -> stage.send("TRACE", "/ok")),
        answered("PUT without doPut", stage -> stage.send("PUT", "/ok")),
        answered("unknown method", stage -> stage.send("BREW", "/ok")),
        answered("setStatus(204)", stage -> stage.get("/status/204")),
        answered("setStatus(304)", stage -> stage.get("/status/304")),
        answered("setStatus(404)", stage -> stage.get("/status/404")),
        answered("setStatus(599)", stage -> stage.get("/status/599")),
        answered("sendError(404)", stage -> stage.get("/send-error/404")),
        answered("sendError(500)", stage -> stage.get("/send-error/500")),
        answered("sendError(500) after the commit", stage -> stage.get("/send-error-after-commit")),
        answered("path without a servlet", stage -> stage.get("/nothing/here")),
        answered("directory with a welcome file", stage -> stage.get("/")));
  }

  private static List<Situation> exceptions() {
    return List.of(
        thrown("ServletException", "/throw/servlet-exception"),
        thrown("RuntimeException", "/throw/runtime-exception"),
        thrown("IOException", "/throw/io-exception"),
        thrown("Error", "/throw/error"),
        thrown("ServletException with a cause", "/throw/wrapped"),
        thrown("ServletException with an Error as its cause", "/throw/wrapped-error"),
        thrown("RuntimeException after setStatus(202)", "/throw/after-status"),
        thrown("RuntimeException after sendError(503)", "/throw/after-send-error"),
        thrown("RuntimeException after the commit", "/throw/after-commit"),
        thrown("RuntimeException after close()", "/throw/after-close"),
        thrown(
                "BadMessageException(413) of Jetty",
                "/throw/container-exception/413?class=" + JETTY_BAD_MESSAGE)
            .only(Family.JETTY),
        thrown(
                "HttpException.RuntimeException(418) of Jetty",
                "/throw/container-exception/418?class=" + JETTY_HTTP_EXCEPTION)
            .only(Family.JETTY),
        thrown(
                "ServletException with Jetty's BadMessageException(413) as its cause",
                "/throw/wrapped-container-exception/413?class=" + JETTY_BAD_MESSAGE)
            .only(Family.JETTY),
        thrown(
            "ServletException with an UnavailableException as its cause",
            "/throw/wrapped-unavailable"),
        answered("parameter with a broken escape", stage -> stage.get("/parameter?p=%ZZ")),
        answered(
            "form that is too large",
            stage ->
                stage.sendText(
                    "POST",
                    stage.head(
                            "POST",
                            "/parameter",
                            "Content-Type: application/x-www-form-urlencoded\r\n"
                                + "Content-Length: %d\r\n".formatted(LARGE_FORM_BYTES))
                        + "p="
                        + "x".repeat(SENT_FORM_BYTES))));
  }

  private static Situation thrown(String what, String path) {
    return answered(what + " thrown", stage -> stage.get(path));
  }

  private static List<Situation> errorPages() {
    return List.of(
        answered("sendError with an error page", stage -> stage.get(sendError(ErrorPages.PLAIN))),
        answered("exception with an error page", stage -> stage.get("/throw/paged")),
        answered(
            "error page that sets another status",
            stage -> stage.get(sendError(ErrorPages.OTHER_STATUS))),
        answered("error page that throws", stage -> stage.get(sendError(ErrorPages.FAILING))));
  }

  /** The container finds these faults after the filter has returned. */
  private static List<Situation> lateFailures() {
    return List.of(
        answered(
            "Content-Length that the body does not reach",
            stage ->
                stage.sendText(
                    "GET", stage.head("GET", "/late/content-length/5", "Connection: close\r\n"))),
        answered(
            "Content-Length that the body exceeds", stage -> stage.get("/late/content-length/20")),
        answered("response header that is too large", stage -> stage.get("/late/large-header")),
        answered("sendError(-1)", stage -> stage.get("/late/send-error-minus-1")),
        thrown("OutOfMemoryError", "/throw/out-of-memory"));
  }

  private static String sendError(ErrorPages page) {
    return "/send-error/" + page.status();
  }

  private static List<Situation> unavailable() {
    return List.of(
        thrown("permanent UnavailableException", "/throw/unavailable-for-good"),
        answered(
            "request to a permanently unavailable servlet",
            stage -> stage.get("/throw/unavailable-for-good")),
        thrown("temporary UnavailableException", "/throw/unavailable-for-now"),
        answered(
            "request to a temporarily unavailable servlet",
            stage -> stage.get("/throw/unavailable-for-now")));
  }

  private static List<Situation> dispatches() {
    return List.of(
        answered("forward", stage -> stage.get("/forward?to=/ok")),
        answered("include", stage -> stage.get("/include?to=/ok")),
        answered("forward to sendError(503)", stage -> stage.get("/forward?to=/send-error/503")),
        answered(
            "forward to a RuntimeException",
            stage -> stage.get("/forward?to=/throw/runtime-exception")),
        answered(
            "include of a RuntimeException",
            stage -> stage.get("/include?to=/throw/runtime-exception")));
  }
}
