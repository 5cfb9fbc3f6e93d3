package io.github.servletexporter.listener.server;

import io.github.servletexporter.listener.endpoint.Peer;
import io.github.servletexporter.listener.endpoint.WaitingResponse;
import io.github.servletexporter.listener.server.Connection.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Open connections of the metrics port, of which there are a limited number. For use by the
 * selector thread only.
 *
 * <p>When the limit is reached, the peer with the most connections loses one: at first one without
 * a request, and among those the oldest. So no peer can keep another one out, and a client whose
 * whole request has arrived is not replaced by another one with the same address.
 */
final class Connections {

  private final int most;
  private final long mostBytes;
  private final long stalledNanos;
  private final List<Connection> open = new ArrayList<>();

  Connections(ServerLimits limits) {
    this.most = limits.connections();
    this.mostBytes = limits.waitingBytes();
    this.stalledNanos = limits.stalled().toNanos();
  }

  /**
   * Makes room for a connection, by closing another one if necessary.
   *
   * @return whether there is room
   */
  boolean makeRoom(Peer newcomer, long nowNanos) {
    open.removeIf(connection -> !connection.isOpen());
    if (open.size() < most) {
      return true;
    }
    Connection victim = victim(newcomer, nowNanos);
    if (victim == null) {
      return false;
    }
    victim.close();
    open.remove(victim);
    return true;
  }

  private @Nullable Connection victim(Peer newcomer, long nowNanos) {
    Map<Peer, Integer> counts = new HashMap<>();
    counts.put(newcomer, 1);
    open.forEach(connection -> counts.merge(connection.peer(), 1, Integer::sum));
    int largest = counts.values().stream().max(Integer::compare).orElse(0);
    return open.stream()
        .filter(connection -> counts.getOrDefault(connection.peer(), 0) == largest)
        .filter(
            connection ->
                !connection.peer().equals(newcomer) || value(connection, nowNanos) != Value.REQUEST)
        .min(
            Comparator.comparing((Connection connection) -> value(connection, nowNanos))
                .thenComparing(connection -> -(nowNanos - connection.sinceNanos())))
        .orElse(null);
  }

  private Value value(Connection connection, long nowNanos) {
    return connection.value(nowNanos, stalledNanos);
  }

  void add(Connection connection) {
    open.add(connection);
  }

  /** Closes the connections whose deadline has passed; returns the time left to the next one. */
  long expire(long nowNanos) {
    long least = Long.MAX_VALUE;
    for (Connection connection : open) {
      long left = connection.nanosLeft(nowNanos);
      if (left <= 0) {
        connection.close();
      }
      least = Math.min(least, left);
    }
    open.removeIf(connection -> !connection.isOpen());
    return least;
  }

  /** Closes connections until the responses that wait to be sent fit the limit. */
  void limitBytes(long nowNanos) {
    List<Connection> waiting =
        open.stream()
            .filter(each -> each.waiting().length > 0)
            .sorted(Comparator.comparing(each -> each.sinceNanos() - nowNanos))
            .toList();
    WaitingResponse.excess(waiting, mostBytes).forEach(Connection::close);
  }

  void close() {
    open.forEach(Connection::close);
    open.clear();
  }
}
