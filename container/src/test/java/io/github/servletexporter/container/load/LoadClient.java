package io.github.servletexporter.container.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Client that sends many requests over keep-alive connections, each from its own thread. */
public record LoadClient(int port, int connections, int pipelineDepth, int timeoutMillis) {

  public LoadClient(int port, int connections, int pipelineDepth) {
    this(port, connections, pipelineDepth, Connection.READ_TIMEOUT_MILLIS);
  }

  /** Result of the requests. */
  public record Report(long answered, long failed, long connectionsClosed) {

    private Report plus(Report other) {
      return new Report(
          answered + other.answered,
          failed + other.failed,
          connectionsClosed + other.connectionsClosed);
    }
  }

  /** Sends a number of requests and waits for all responses; a connection ends at a failure. */
  public Report send(int requests) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      List<Future<Report>> parts = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        int share = requests / connections + (i < requests % connections ? 1 : 0);
        parts.add(threads.submit(() -> sendShare(share)));
      }
      return sum(parts);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Report sum(List<Future<Report>> parts)
      throws InterruptedException, ExecutionException {
    Report sum = new Report(0, 0, 0);
    for (Future<Report> part : parts) {
      sum = sum.plus(part.get());
    }
    return sum;
  }

  /** Sends a share; requests that a closing connection leaves unanswered go to the next one. */
  private Report sendShare(int requests) throws Exception {
    long answered = 0;
    long failed = 0;
    long closed = 0;
    Connection connection = new Connection(port, timeoutMillis);
    try {
      while (answered + failed < requests) {
        int batch = (int) Math.min(pipelineDepth, requests - answered - failed);
        Connection.Answers answers = connection.exchange("/", batch);
        answered += answers.good();
        failed += answers.bad();
        if (answers.bad() > 0) {
          break;
        }
        if (answers.closed()) {
          closed++;
          connection.close();
          connection = new Connection(port, timeoutMillis);
        }
      }
    } finally {
      connection.close();
    }
    return new Report(answered, failed, closed);
  }
}
