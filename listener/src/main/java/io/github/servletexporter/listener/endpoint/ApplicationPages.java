package io.github.servletexporter.listener.endpoint;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Endpoint of the status pages of the applications that share a metrics port: {@value #PATH} lists
 * them, and the path of a page follows the name of its application. Thread-safe.
 *
 * <p>Each application answers itself, with its own authentication and its own version of the page.
 */
public final class ApplicationPages implements Endpoint {

  /** Path of the list. */
  public static final String PATH = "/applications";

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int BAD_GATEWAY = 502;
  private static final String NUMBER_SIGN = "#";

  private final Neighbours neighbours;
  private final String page;
  private final Endpoint list;

  /**
   * Creates the endpoint.
   *
   * @param page path of the page that each application has
   */
  public ApplicationPages(Neighbours neighbours, String page, Authenticator authenticator) {
    this.neighbours = neighbours;
    this.page = page;
    this.list = authenticator.protect(this::list);
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    String path = exchange.getRequestPath().substring(PATH.length());
    if (path.isEmpty()) {
      list.handle(exchange);
      return;
    }
    for (String name : neighbours.names()) {
      String start = prefix(name) + page;
      if (path.equals(start) || path.startsWith(start + "/")) {
        pass(exchange, name, path.substring(prefix(name).length()));
        return;
      }
    }
    PlainAnswer.send(exchange, NOT_FOUND, "not found");
  }

  private void pass(Exchange exchange, String name, String path) throws IOException {
    Object answer = neighbours.page(name, BufferedExchange.request(exchange, path));
    if (answer instanceof Map<?, ?> response) {
      BufferedExchange.send(exchange, response);
    } else {
      // The reason may contain details, which belong in the log of the application.
      PlainAnswer.send(exchange, BAD_GATEWAY, "the application does not answer");
    }
  }

  private void list(Exchange exchange) throws IOException {
    PlainAnswer.send(
        exchange,
        OK,
        neighbours.names().stream()
            .map(name -> PATH + prefix(name).replace(NUMBER_SIGN, "%23") + page + "/")
            .collect(Collectors.joining("\n")));
  }

  /** The root application, whose name is a slash, has the shortest prefix. */
  private static String prefix(String name) {
    return name.equals("/") ? "/ROOT" : name;
  }

  /** Applications that share the metrics port. Thread-safe. */
  public interface Neighbours {

    /** Returns the names of all applications, including this one. */
    Set<String> names();

    /**
     * Returns the response of an application, text that states why there is none, or null if there
     * is no such application.
     */
    @Nullable Object page(String name, Map<String, String> request);
  }
}
