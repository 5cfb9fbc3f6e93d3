package io.github.servletexporter.listener.boot.watch;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Readiness of a web application for requests, with the reason why it is not ready. Thread-safe.
 *
 * <p>An application starts once, becomes ready or fails, and drains in the end; it never returns to
 * an earlier state.
 */
public final class Readiness {

  private static final Supplier<Optional<String>> NOTHING = Optional::empty;

  private volatile Status status = new Status(State.STARTING, "the application is starting");

  private volatile Runnable onReady = () -> {};

  private volatile Supplier<Optional<String>> other = NOTHING;
  private volatile Supplier<Optional<String>> broken = NOTHING;

  /** Creates the readiness of an application that is starting. */
  public Readiness() {}

  /** State of an application. */
  public enum State {
    /** The start has not ended. */
    STARTING,
    /** The application has started. */
    READY,
    /** A component failed to boot. */
    FAILED,
    /** The application is about to stop. */
    DRAINING
  }

  /**
   * Sets the action to run when the application becomes ready. Called while it starts.
   *
   * @param action runs once, on the thread that starts the application; must not throw an exception
   */
  public void whenReady(Runnable action) {
    onReady = action;
  }

  /**
   * Adds what somebody else knows about the application. Called while it starts.
   *
   * @param notReady why the application is not ready, empty if it is; must be thread-safe and must
   *     not throw an exception
   * @param broken why the application must be restarted, empty if it works; the same applies
   */
  public void alsoRequires(Supplier<Optional<String>> notReady, Supplier<Optional<String>> broken) {
    this.other = notReady;
    this.broken = broken;
  }

  /** Returns why the application is not ready according to somebody else, empty if it is. */
  public Optional<String> otherReason() {
    return other.get();
  }

  /** Returns why the application must be restarted, empty if it works. */
  public Optional<String> broken() {
    return broken.get();
  }

  /** Marks the end of the start; has no effect if the application has failed or drains. */
  public void started() {
    if (becomesReady()) {
      onReady.run();
    }
  }

  private synchronized boolean becomesReady() {
    boolean ready = status.state == State.STARTING;
    if (ready) {
      status = new Status(State.READY, "");
    }
    return ready;
  }

  /**
   * Marks the application as failed; the first reason is kept.
   *
   * @param reason a human-readable text
   */
  public synchronized void failed(String reason) {
    if (status.state == State.STARTING || status.state == State.READY) {
      status = new Status(State.FAILED, reason);
    }
  }

  /** Marks the application as stopping; returns whether it was ready until now. */
  public synchronized boolean draining() {
    boolean ready = status.state == State.READY;
    status = new Status(State.DRAINING, "the application is stopping");
    return ready;
  }

  /** Returns whether the application is ready for requests. */
  public boolean isReady() {
    return state() == State.READY;
  }

  /** Returns the state. */
  public State state() {
    return status.state;
  }

  /** Returns why the application is not ready, or an empty string if it is. */
  public String reason() {
    return status.reason;
  }

  /** Pair of state and reason, which change together. */
  private record Status(State state, String reason) {}
}
