package io.github.servletexporter.listener.endpoint;

import java.util.HashMap;
import java.util.Map;

/** Limit on simultaneous requests, of one client and of all together. Thread-safe. */
public final class PeerLimit {

  private final int most;
  private final int mostOfPeer;
  private final Map<Peer, Integer> requests = new HashMap<>();

  /**
   * Creates a limit.
   *
   * @param most largest number of requests
   * @param mostOfPeer largest number of requests of one client
   */
  public PeerLimit(int most, int mostOfPeer) {
    this.most = most;
    this.mostOfPeer = mostOfPeer;
  }

  /** Returns whether a request may proceed, which has to leave in the end. */
  public synchronized boolean enter(Peer peer) {
    int own = requests.getOrDefault(peer, 0);
    if (own >= mostOfPeer || requests() >= most) {
      return false;
    }
    requests.put(peer, own + 1);
    return true;
  }

  /** Ends a request that may proceed. */
  public synchronized void leave(Peer peer) {
    requests.computeIfPresent(peer, (same, own) -> own == 1 ? null : own - 1);
  }

  /** Returns the number of requests that have entered and not left. */
  public synchronized int requests() {
    return requests.values().stream().mapToInt(Integer::intValue).sum();
  }
}
