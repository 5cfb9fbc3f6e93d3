package io.github.servletexporter.it.pool;

import io.github.servletexporter.it.client.WireResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A drain that sees what clients get meanwhile: the status of a new request, then those of the
 * requests that were in flight. Not thread-safe: a container stops on one thread.
 */
public final class DrainProbe implements Runnable {
  private final List<Integer> statuses = new ArrayList<>();
  private int runs;
  private @Nullable NewRequest newRequest;
  private @Nullable HeldRequests inFlight;

  /** Creates a probe that is yet to be told whose requests to watch. */
  public DrainProbe() {}

  /**
   * Says what the drain is to see.
   *
   * @param newRequest sends a request and tells its status
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
   * How often it was run.
   *
   * @return a number
   */
  public int runs() {
    return runs;
  }

  /**
   * What clients got during the drain.
   *
   * @return the status of the new request, then those of the requests in flight
   */
  public List<Integer> statuses() {
    return List.copyOf(statuses);
  }

  /** One request on a connection of its own. */
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
