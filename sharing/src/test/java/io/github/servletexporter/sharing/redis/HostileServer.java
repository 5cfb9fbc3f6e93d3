package io.github.servletexporter.sharing.redis;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Server on loopback that reads the commands of Redis and answers what an attack wants. */
final class HostileServer implements AutoCloseable {

  /** Reply of a Redis that is new enough. */
  private static final String INFO = "$19\r\nredis_version:7.2.0\r\n";

  private static final int MAX_CONNECTIONS = 50;

  private final ServerSocket server;
  private final Attack attack;
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch ended = new CountDownLatch(1);

  private HostileServer(ServerSocket server, Attack attack) {
    this.server = server;
    this.attack = attack;
  }

  static HostileServer start(Attack attack) throws IOException {
    HostileServer started =
        new HostileServer(new ServerSocket(0, 8, InetAddress.getByName("127.0.0.1")), attack);
    daemon(started::accept);
    return started;
  }

  /** Returns an attack that answers every command but the first, INFO, with a text. */
  static Attack answering(String reply) {
    return (command, connection, out) -> out.write(bytes(command.equals("INFO") ? INFO : reply));
  }

  /**
   * Returns an attack that sends a long reply to every command but INFO, one byte per 20 ms. It
   * gives up in the end, so that a client without a deadline fails in another way, and soon.
   */
  static Attack dripping() {
    return (command, connection, out) -> {
      if (command.equals("INFO")) {
        out.write(bytes(INFO));
        return;
      }
      out.write(bytes("$1000\r\n"));
      for (int i = 0; i < 250; i++) {
        out.write('x');
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
      out.close();
    };
  }

  RedisNode node() {
    return new RedisNode("127.0.0.1", server.getLocalPort());
  }

  int connections() {
    return connections.get();
  }

  /** Returns whether a client has ended a connection. */
  boolean seesAnEnd() throws InterruptedException {
    return ended.await(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void accept() {
    try {
      while (connections.get() < MAX_CONNECTIONS) {
        Socket client = server.accept();
        int number = connections.incrementAndGet();
        daemon(() -> serve(client, number));
      }
    } catch (IOException e) {
      // The test has ended.
    }
  }

  private void serve(Socket client, int number) {
    try (client) {
      client.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(client.getInputStream());
      while (true) {
        attack.answer(command(in), number, client.getOutputStream());
      }
    } catch (IOException e) {
      ended.countDown();
    }
  }

  private static String command(DataInputStream in) throws IOException {
    int words = length(in, '*');
    String name = "";
    for (int i = 0; i < words; i++) {
      byte[] word = new byte[length(in, '$')];
      in.readFully(word);
      in.skipNBytes(2);
      name = i == 0 ? new String(word, StandardCharsets.US_ASCII) : name;
    }
    return name;
  }

  private static int length(InputStream in, char type) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the client has ended the connection");
      }
      line.append((char) next);
    }
    if (line.charAt(0) != type) {
      throw new IOException("no command: " + line);
    }
    return Integer.parseInt(line.substring(1).strip());
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "hostile server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Answer to a command. */
  @FunctionalInterface
  interface Attack {

    /**
     * Answers.
     *
     * @param connection number of the connection, counted from 1
     */
    void answer(String command, int connection, OutputStream out) throws IOException;
  }
}
