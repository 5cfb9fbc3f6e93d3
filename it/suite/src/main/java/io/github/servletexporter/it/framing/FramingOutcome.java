package io.github.servletexporter.it.framing;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * Answer of a server to a case.
 *
 * @param responses the responses in their order, without interim ones
 * @param end the end of the connection
 */
public record FramingOutcome(List<WireResponse> responses, End end) {
  /** Time without an answer after which the server is considered to wait for more input. */
  private static final int STALLED_AFTER_MILLIS = 1000;

  private static final String SECOND = "SECOND-PARSED";

  /** End of a connection. */
  public enum End {
    /** The second request was answered, and the client disconnected. */
    ANSWERED,
    /** The server closed the connection before that. */
    CLOSED,
    /** The server neither answered nor closed. */
    STALLED
  }

  /** Copies the responses. */
  public FramingOutcome {
    responses = List.copyOf(responses);
  }

  /**
   * Sends a case and reads until the second request is answered or the server closes.
   *
   * @param port the server's port
   * @param framingCase what to send
   * @param path the path for it
   * @return the responses and the end of the connection
   * @throws IOException if the server cannot be reached
   */
  public static FramingOutcome of(int port, FramingCase framingCase, String path)
      throws IOException {
    List<WireResponse> responses = new ArrayList<>();
    try (WireConnection connection = WireConnection.to(port)) {
      connection.readTimeout(STALLED_AFTER_MILLIS);
      connection.send(framingCase.to(path));
      String method = framingCase.method();
      while (responses.stream().noneMatch(FramingOutcome::isSecond)) {
        WireResponse response = connection.receive(method);
        if (response.status() >= 200) {
          responses.add(response);
          method = "GET";
        }
      }
      return new FramingOutcome(responses, End.ANSWERED);
    } catch (SocketTimeoutException e) {
      return new FramingOutcome(responses, End.STALLED);
    } catch (EOFException | SocketException e) {
      return new FramingOutcome(responses, End.CLOSED);
    }
  }

  private static boolean isSecond(WireResponse response) {
    return response.body().equals(SECOND);
  }

  /**
   * Returns whether the second request was answered.
   *
   * @return true if the server continued after the first request
   */
  public boolean parsedSecond() {
    return end == End.ANSWERED;
  }
}
