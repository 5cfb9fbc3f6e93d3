package io.github.servletexporter.it.pool;

import io.github.servletexporter.it.client.WireResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Drain that records what clients receive meanwhile: the status of a new request, then those of the
 * requests in flight. Not thread-safe: a container stops on one thread.
 */
public final class DrainProbe implements Runnable {
  private final List<Integer> statuses = new ArrayList<>();
  private int runs;
  private @Nullable NewRequest newRequest;
  private @Nullable HeldRequests inFlight;

  /** Creates a probe without requests to watch. */
  public DrainProbe() {}

  /**
   * Sets the requests to watch.
   *
   * @param newRequest sends a request and returns its status
   * @param inFlight requests that are held until the drain
   */
  public void watch(NewRequest newRequest, HeldRequests inFlight) {
    this.newRequest = newRequest;
    this.inFlight = inFlight;
  }

  @Override
  public void run() {
    runs++;
    HeldRequests held = Objects.requireNonNull(inFlight);
    try {
      statuses.add(Objects.requireNonNull(newRequest).status());
      held.release();
      for (WireResponse response : held.receive()) {
        statuses.add(response.status());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns how often the drain has run.
   *
   * @return a number
   */
  public int runs() {
    return runs;
  }

  /**
   * Returns the statuses that clients received during the drain.
   *
   * @return the status of the new request, then those of the requests in flight
   */
  public List<Integer> statuses() {
    return List.copyOf(statuses);
  }

  /** Request on its own connection. */
  @FunctionalInterface
  public interface NewRequest {
    /**
     * Sends the request.
     *
     * @return the status of its answer
     * @throws IOException if there is no answer
     */
    int status() throws IOException;
  }
}
