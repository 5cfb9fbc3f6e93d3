package io.github.servletexporter.container.jetty;

import io.github.servletexporter.container.response.ResponseCounts;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Error handler of a server that counts refusals of ambiguous framing and passes every request on.
 *
 * <p>Neither the request log nor a compliance listener is told why Jetty refuses a request; the
 * error handler is, because it writes the reason into the error page. Thread-safe.
 */
final class FramingRefusals implements Request.Handler {

  private final Request.Handler next;
  private final ResponseCounts<?> counts;

  FramingRefusals(Request.Handler next, ResponseCounts<?> counts) {
    this.next = next;
    this.counts = counts;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException refusal) {
      String violation = violation(refusal.getReason());
      if (violation != null) {
        counts.violation(violation);
      }
    }
    return next.handle(request, response, callback);
  }

  @Override
  public InvocationType getInvocationType() {
    return next.getInvocationType();
  }

  /** Returns the label value that belongs to the reason of Jetty's parser, or null. */
  private static @Nullable String violation(@Nullable String reason) {
    if (reason == null) {
      return null;
    }
    return switch (reason) {
      case "Multiple Content-Lengths" -> "content_length_repeated";
      case "Invalid Content-Length Value" -> "content_length_invalid";
      case "Transfer-Encoding and Content-Length" -> "transfer_encoding_with_content_length";
      default -> reason.startsWith("Bad Transfer-Encoding") ? "transfer_encoding_invalid" : null;
    };
  }
}
