package io.github.servletexporter.bench.recycling;

/**
 * Plan of a comparison.
 *
 * @param workers threads of either pool that serve requests
 * @param connections clients, a connection each
 * @param maxRequests requests after which a worker of the recycling pool ends
 * @param warmUps pairs that are thrown away
 * @param pairs pairs that count
 * @param requestsPerClient requests of each client in one sample
 */
public record RecyclingPlan(
    int workers, int connections, int maxRequests, int warmUps, int pairs, int requestsPerClient) {

  /** Returns the plan of the command: about a minute for each container. */
  public static RecyclingPlan full() {
    return new RecyclingPlan(16, 16, 10_000, 100, 400, 200);
  }

  /** Returns a plan for a first look. */
  public static RecyclingPlan quick() {
    return new RecyclingPlan(16, 16, 10_000, 50, 50, 200);
  }
}
