package io.github.servletexporter.it.client;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Connection that sends exactly the given text as ISO-8859-1, one byte for each character. Not
 * thread-safe.
 */
public final class WireConnection implements AutoCloseable {
  /** Timeout of a read; no successful read waits that long. */
  private static final int READ_TIMEOUT_MILLIS = 10_000;

  private final Socket socket = new Socket();
  private final InputStream in;

  private WireConnection(int port, int receiveBufferBytes) throws IOException {
    if (receiveBufferBytes > 0) {
      socket.setReceiveBufferSize(receiveBufferBytes);
    }
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Connects to a server on this machine.
   *
   * @param port the server's port
   * @return an open connection
   * @throws IOException if the connection is refused
   */
  public static WireConnection to(int port) throws IOException {
    return new WireConnection(port, 0);
  }

  /**
   * Connects with a small receive buffer, so that a server that writes much soon has to wait.
   *
   * @param port the server's port
   * @param receiveBufferBytes the size of the buffer
   * @return an open connection
   * @throws IOException if the connection is refused
   */
  public static WireConnection withReceiveBuffer(int port, int receiveBufferBytes)
      throws IOException {
    return new WireConnection(port, receiveBufferBytes);
  }

  /**
   * Sends text.
   *
   * @param text characters below 256
   * @throws IOException if the server has closed the connection
   */
  public void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /**
   * Reads the next response, interim or final.
   *
   * @param method the method of the request, since a response to HEAD has no body
   * @return the response
   * @throws IOException if the connection ends before the end of the head
   */
  public WireResponse receive(String method) throws IOException {
    return new ResponseReader(in).read(method);
  }

  /**
   * Reads one byte.
   *
   * @return the byte, -1 at the end
   * @throws IOException if the connection was reset or nothing comes
   */
  public int receiveByte() throws IOException {
    return in.read();
  }

  /**
   * Reads and forgets bytes.
   *
   * @param bytes how many
   * @throws IOException if there are fewer
   */
  public void skip(long bytes) throws IOException {
    for (long i = 0; i < bytes; i++) {
      if (in.read() < 0) {
        throw new EOFException("ended after " + i + " bytes");
      }
    }
  }

  /**
   * Changes the timeout of reads.
   *
   * @param millis milliseconds
   * @throws IOException if the connection is closed
   */
  public void readTimeout(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  /**
   * Closes the connection with a reset, as a killed client does.
   *
   * @throws IOException if the connection is closed
   */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Closes the connection in the normal way. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
