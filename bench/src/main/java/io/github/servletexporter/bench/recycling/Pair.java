package io.github.servletexporter.bench.recycling;

/**
 * A sample of either pool, one right after the other.
 *
 * @param plain on the container's own pool
 * @param recycling on the recycling pool
 */
record Pair(LoadSample plain, LoadSample recycling) {

  /** Returns the recycling pool's throughput as a share of the plain one's. */
  double throughputRatio() {
    return recycling.throughput() / plain.throughput();
  }

  /** Returns the plain pool's processor time of a request as a share of the recycling one's. */
  double cpuRatio() {
    return plain.cpuNanosPerRequest() / recycling.cpuNanosPerRequest();
  }

  /** Returns how many processors the process had. */
  double processors() {
    return (double) (plain.cpuNanos() + recycling.cpuNanos()) / (plain.nanos() + recycling.nanos());
  }
}
