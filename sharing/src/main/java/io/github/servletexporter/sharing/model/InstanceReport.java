package io.github.servletexporter.sharing.model;

import java.time.Instant;

/**
 * State of an instance as seen by another one.
 *
 * @param identity identity of the instance
 * @param versions software that it runs on
 * @param published time of its last publication by its own clock
 * @param state whether the instance is running
 */
public record InstanceReport(
    InstanceIdentity identity, InstanceVersions versions, Instant published, State state) {

  /** Liveness of an instance. */
  public enum State {
    /** The instance publishes. */
    LIVE,
    /** The instance has stopped. */
    STOPPED,
    /** The instance has missed several publications. */
    SILENT
  }

  /** Returns whether the instance's gauges are part of the merged view. */
  public boolean isLive() {
    return state == State.LIVE;
  }
}
