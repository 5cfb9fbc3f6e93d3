package io.github.servletexporter.listener.boot;

/**
 * Whether a web application should be sent requests, and why not. Thread-safe.
 *
 * <p>It starts once, becomes ready or has failed, and drains in the end; it never goes back.
 */
public final class Readiness {

  private volatile Status status = new Status(State.STARTING, "the application is starting");

  private volatile Runnable onReady = () -> {};

  /** Creates the readiness of an application that is starting. */
  public Readiness() {}

  /** Where in its life an application is. */
  public enum State {
    /** Its start has not ended. */
    STARTING,
    /** It has started. */
    READY,
    /** Something of it failed to boot. */
    FAILED,
    /** It is about to stop. */
    DRAINING
  }

  /**
   * Sets what is to be done when the application is ready. Called while it starts.
   *
   * @param action run once, on the thread that starts the application; throws nothing
   */
  public void whenReady(Runnable action) {
    onReady = action;
  }

  /** Says that the start has ended; without effect on what has failed or drains. */
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
   * Says that something has failed to boot; the first reason stays.
   *
   * @param reason what failed, for people
   */
  public synchronized void failed(String reason) {
    if (status.state == State.STARTING || status.state == State.READY) {
      status = new Status(State.FAILED, reason);
    }
  }

  /** Says that the application takes no new requests. */
  public synchronized void draining() {
    status = new Status(State.DRAINING, "the application is stopping");
  }

  /** Returns whether the application should be sent requests. */
  public boolean isReady() {
    return state() == State.READY;
  }

  /** Returns the state. */
  public State state() {
    return status.state;
  }

  /** Returns why the application is not ready, empty when it is. */
  public String reason() {
    return status.reason;
  }

  /** State and reason, which change together. */
  private record Status(State state, String reason) {}
}
