package io.github.servletexporter.bench.recycling;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Client that sends requests over one connection, and over a new one if the server closes it. */
final class LoadClient implements AutoCloseable {

  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
  private static final String CLOSES = "connection: close";
  private static final String LENGTH = "content-length: ";

  private final int port;
  private final byte[] line = new byte[256];
  private Socket socket;
  private InputStream in;

  LoadClient(int port) throws IOException {
    this.port = port;
    socket = connect();
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Sends a request and reads its answer.
   *
   * @throws IOException if it is not answered with 200
   */
  void exchange() throws IOException {
    socket.getOutputStream().write(REQUEST);
    if (!readLine().startsWith("HTTP/1.1 200")) {
      throw new IOException("not answered with 200");
    }
    boolean closes = false;
    long length = 0;
    for (String header = readLine(); !header.isEmpty(); header = readLine()) {
      closes |= header.regionMatches(true, 0, CLOSES, 0, CLOSES.length());
      if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Long.parseLong(header.substring(LENGTH.length()));
      }
    }
    in.skipNBytes(length);
    if (closes) {
      reconnect();
    }
  }

  private String readLine() throws IOException {
    int length = 0;
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      line[length++] = (byte) next;
    }
    return new String(line, 0, length - 1, StandardCharsets.ISO_8859_1);
  }

  private void reconnect() throws IOException {
    socket.close();
    socket = connect();
    in = new BufferedInputStream(socket.getInputStream());
  }

  private Socket connect() throws IOException {
    Socket connected = new Socket(InetAddress.getLoopbackAddress(), port);
    connected.setTcpNoDelay(true);
    connected.setSoTimeout(30_000);
    return connected;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
