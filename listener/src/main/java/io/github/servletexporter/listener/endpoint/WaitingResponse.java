package io.github.servletexporter.listener.endpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Response that waits for its client, and the rule by which such responses give way. */
public interface WaitingResponse {

  /** Returns the client. */
  Peer peer();

  /** Returns the array of the response, which several responses may share. */
  byte[] waiting();

  /**
   * Returns the responses that have to give way so that the arrays of all others fit a limit, or
   * only one response is left: the oldest of the peer for which the most bytes wait. Each response
   * counts for its share of its array.
   *
   * @param oldestFirst all responses that wait
   * @param mostBytes largest size of all arrays together
   */
  static <T extends WaitingResponse> List<T> excess(List<T> oldestFirst, long mostBytes) {
    List<T> left = new ArrayList<>(oldestFirst);
    List<T> excess = new ArrayList<>();
    while (left.size() > 1) {
      Map<Peer, Double> shares = shares(left);
      if (shares.values().stream().mapToDouble(Double::doubleValue).sum() <= mostBytes + 0.5) {
        break;
      }
      double largest = Collections.max(shares.values());
      T victim =
          left.stream()
              .filter(each -> shares.getOrDefault(each.peer(), 0.0) == largest)
              .findFirst()
              .orElseThrow();
      left.remove(victim);
      excess.add(victim);
    }
    return excess;
  }

  private static Map<Peer, Double> shares(List<? extends WaitingResponse> responses) {
    IdentityHashMap<byte[], Integer> sharers = new IdentityHashMap<>();
    responses.forEach(each -> sharers.merge(each.waiting(), 1, Integer::sum));
    Map<Peer, Double> shares = new HashMap<>();
    responses.forEach(
        each -> {
          byte[] bytes = each.waiting();
          shares.merge(
              each.peer(), (double) bytes.length / sharers.getOrDefault(bytes, 1), Double::sum);
        });
    return shares;
  }
}
