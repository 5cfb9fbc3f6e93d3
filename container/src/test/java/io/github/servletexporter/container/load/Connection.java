package io.github.servletexporter.container.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** HTTP/1.1 connection to a server on this machine. Not thread-safe. */
public final class Connection implements AutoCloseable {

  /** Time after which a request without a response counts as failed. */
  static final int READ_TIMEOUT_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  /** Result of a batch of requests. */
  public record Answers(int good, int bad, boolean closed) {}

  private record Answer(boolean good, boolean last) {}

  public Connection(int port) throws IOException {
    this(port, READ_TIMEOUT_MILLIS);
  }

  Connection(int port, int timeoutMillis) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(timeoutMillis);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Sends requests at once and reads their responses. Requests after a response that announces the
   * end of the connection receive no response and count neither as good nor as bad.
   */
  public Answers exchange(String path, int requests) {
    int good = 0;
    try {
      send(path, requests);
      for (int i = 0; i < requests; i++) {
        Answer answer = receive();
        if (!answer.good) {
          return new Answers(good, 1, true);
        }
        good++;
        if (answer.last) {
          return new Answers(good, 0, true);
        }
      }
      return new Answers(good, 0, false);
    } catch (IOException e) {
      return new Answers(good, 1, true);
    }
  }

  public void send(String path, int requests) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(request.repeat(requests).getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Reads one response and returns whether its status is 200. */
  public boolean receivesOk() throws IOException {
    return receive().good;
  }

  private Answer receive() throws IOException {
    boolean good = line().startsWith("HTTP/1.1 200");
    boolean last = false;
    long length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      last |= lower.startsWith("connection:") && lower.contains("close");
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring("content-length:".length()).trim());
      }
    }
    in.skipNBytes(length);
    return new Answer(good, last);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("after " + line);
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
