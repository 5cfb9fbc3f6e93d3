package io.github.servletexporter.bench;

import io.github.servletexporter.bench.sharing.Cost;
import io.github.servletexporter.bench.sharing.SharingBenchmark;
import java.net.ServerSocket;
import java.util.List;
import redis.embedded.RedisServer;

/** The command that shows what 10, 100 and 1,000 instances cost that share a Redis. */
public final class SharingScale {

  private static final int WRONG_USAGE = 2;
  private static final List<Integer> INSTANCES = List.of(10, 100, 1000);
  private static final int MERGED = 20_000;
  private static final int WARM_UP = 50;

  private SharingScale() {}

  /**
   * Prints a table.
   *
   * @param arguments none
   * @throws Exception if Redis does not start, or fails
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0) {
      System.err.println("usage: java -cp benchmarks.jar " + SharingScale.class.getName());
      System.exit(WRONG_USAGE);
    }
    RedisServer redis = RedisServer.newRedisServer().port(freePort()).build();
    redis.start();
    try {
      SharingBenchmark sharing = new SharingBenchmark(redis.ports().get(0), MERGED);
      sharing.of(WARM_UP);
      System.out.println(
          "instances  entry (B)  publish (us)   write (us)  merge (ms)  merge each (us)  x first"
              + "  peak (KB)  x first");
      Cost first = sharing.of(INSTANCES.get(0));
      System.out.println(first.row(first));
      for (int instances : INSTANCES.subList(1, INSTANCES.size())) {
        System.out.println(sharing.of(instances).row(first));
      }
    } finally {
      redis.stop();
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
