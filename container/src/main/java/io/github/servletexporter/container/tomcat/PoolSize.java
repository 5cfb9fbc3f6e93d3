package io.github.servletexporter.container.tomcat;

/**
 * Number of threads of a pool.
 *
 * @param core the minimum, 0 or more
 * @param maximum the maximum, at least 1 and not less than {@code core}
 * @param keepAliveMillis the time after which an idle thread beyond {@code core} ends
 */
record PoolSize(int core, int maximum, long keepAliveMillis) {

  PoolSize {
    require(core >= 0, "minSpareThreads: expected 0 or more, but was " + core);
    require(maximum >= 1, "maxThreads: expected 1 or more, but was " + maximum);
    require(
        maximum >= core,
        "maxThreads: expected at least minSpareThreads, " + core + ", but was " + maximum);
    require(
        keepAliveMillis >= 0,
        "maxIdleTime: expected 0 milliseconds or more, but was " + keepAliveMillis);
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(problem);
    }
  }
}
