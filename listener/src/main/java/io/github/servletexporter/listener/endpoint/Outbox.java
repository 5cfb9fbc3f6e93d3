package io.github.servletexporter.listener.endpoint;

import io.github.servletexporter.base.SlowClientException;
import io.github.servletexporter.base.Ticker;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Large responses of the application's pages that wait for their clients, limited in bytes and in
 * time. Thread-safe.
 *
 * <p>A thread of the container sends each of them and may wait for the client inside the container,
 * which limits that wait. Between two buffers the time limit is checked here. When the bytes exceed
 * their limit, the oldest response of the client with the most bytes gives them up at once, even if
 * its thread still waits.
 */
public final class Outbox {

  private static final int BUFFER_BYTES = 32 * 1024;
  private static final long MOST_BYTES = 32 * 1024 * 1024;

  private final long mostBytes;
  private final Ticker ticker;
  private final List<Delivery> deliveries = new ArrayList<>();

  /** Creates an outbox with the limits of production. */
  public Outbox() {
    this(MOST_BYTES, Ticker.system());
  }

  Outbox(long mostBytes, Ticker ticker) {
    this.mostBytes = mostBytes;
    this.ticker = ticker;
  }

  /**
   * Sends a body.
   *
   * @param peer the client
   * @param limitNanos time for the whole body
   * @throws SlowClientException if the client has not read it in time, or has to give way
   */
  public void send(Peer peer, long limitNanos, Body body, OutputStream target) throws IOException {
    if (body.length() <= BUFFER_BYTES) {
      target.write(body.bytes());
      return;
    }
    long endNanos = ticker.nanos() + limitNanos;
    Delivery delivery = new Delivery(peer, body);
    add(delivery);
    try {
      byte[] buffer = new byte[BUFFER_BYTES];
      int sent = 0;
      while (sent < body.length()) {
        if (ticker.nanos() - endNanos > 0) {
          throw new SlowClientException();
        }
        int count = body.copy(sent, buffer);
        target.write(buffer, 0, count);
        sent += count;
      }
    } finally {
      remove(delivery);
    }
  }

  private synchronized void add(Delivery delivery) {
    deliveries.add(delivery);
    for (Delivery victim : WaitingResponse.excess(deliveries, mostBytes)) {
      victim.body().revoke();
      deliveries.remove(victim);
    }
  }

  private synchronized void remove(Delivery delivery) {
    deliveries.remove(delivery);
  }

  /** Body that is being sent to a client. */
  private static final class Delivery implements WaitingResponse {

    private final Peer peer;
    private final Body body;

    Delivery(Peer peer, Body body) {
      this.peer = peer;
      this.body = body;
    }

    Body body() {
      return body;
    }

    @Override
    public Peer peer() {
      return peer;
    }

    @Override
    public byte[] waiting() {
      return body.present();
    }
  }
}
