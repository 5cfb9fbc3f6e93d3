package io.github.servletexporter.bench;

import static java.util.Objects.requireNonNull;

import io.github.servletexporter.bench.peer.Peer;
import java.util.Map;

/**
 * Measurements of every peer, with one and with two threads.
 *
 * @param byOneThread with one thread
 * @param byTwoThreads with two threads that share the filter
 */
record Results(Map<Peer, RequestCost> byOneThread, Map<Peer, RequestCost> byTwoThreads) {
  Results {
    byOneThread = complete(byOneThread);
    byTwoThreads = complete(byTwoThreads);
  }

  RequestCost one(Peer peer) {
    return requireNonNull(byOneThread.get(peer));
  }

  RequestCost two(Peer peer) {
    return requireNonNull(byTwoThreads.get(peer));
  }

  private static Map<Peer, RequestCost> complete(Map<Peer, RequestCost> measurements) {
    for (Peer peer : Peer.values()) {
      if (!measurements.containsKey(peer)) {
        throw new IllegalArgumentException("no measurement of " + peer);
      }
    }
    return Map.copyOf(measurements);
  }
}
