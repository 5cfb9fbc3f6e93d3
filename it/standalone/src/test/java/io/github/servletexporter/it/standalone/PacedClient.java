package io.github.servletexporter.it.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.SocketFactory;

/**
 * Client that sends a request at a fixed rate, each on a connection of its own, and gives up after
 * five seconds. A duration begins when the request was due, so that a request that waits for its
 * predecessor counts as slow. For use by one thread.
 */
final class PacedClient {
  private static final int TIMEOUT_MILLIS = 5000;

  private final SocketFactory sockets;
  private final InetSocketAddress target;
  private final byte[] request;
  private final long periodNanos;
  private final List<Long> answeredNanos = new ArrayList<>();
  private int sent;

  PacedClient(SocketFactory sockets, InetSocketAddress target, String path, int perSecond) {
    this.sockets = sockets;
    this.target = target;
    this.request =
        ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            .getBytes(US_ASCII);
    this.periodNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  /** Sends requests for a time. */
  void run(long nanos) {
    long startNanos = System.nanoTime();
    for (long due = 0; due < nanos && System.nanoTime() - startNanos < nanos; due += periodNanos) {
      while (System.nanoTime() - startNanos < due) {
        LockSupport.parkNanos(due - (System.nanoTime() - startNanos));
      }
      sent++;
      if (isAnswered()) {
        answeredNanos.add(System.nanoTime() - startNanos - due);
      }
    }
  }

  private boolean isAnswered() {
    try (Socket socket = sockets.createSocket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.setTcpNoDelay(true);
      socket.connect(target, TIMEOUT_MILLIS);
      socket.getOutputStream().write(request);
      InputStream in = socket.getInputStream();
      boolean ok = new String(in.readNBytes(13), US_ASCII).equals("HTTP/1.1 200 ");
      in.transferTo(OutputStream.nullOutputStream());
      return ok;
    } catch (IOException notAnswered) {
      return false;
    }
  }

  int sent() {
    return sent;
  }

  int answered() {
    return answeredNanos.size();
  }

  int answeredWithin(long nanos) {
    return (int) answeredNanos.stream().filter(each -> each <= nanos).count();
  }

  /** Returns the duration in milliseconds that 99 % of the answered requests did not exceed. */
  double p99Millis() {
    List<Long> sorted = answeredNanos.stream().sorted().toList();
    return sorted.isEmpty()
        ? Double.POSITIVE_INFINITY
        : sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1) / 1e6;
  }
}
