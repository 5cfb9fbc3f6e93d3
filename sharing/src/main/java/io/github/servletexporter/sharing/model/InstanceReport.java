package io.github.servletexporter.sharing.model;

import java.time.Instant;

/**
 * What the store tells of a member.
 *
 * @param identity who
 * @param versions what it runs on
 * @param published when it has last published, by its own clock
 * @param state whether it runs
 */
public record InstanceReport(
    InstanceIdentity identity, InstanceVersions versions, Instant published, State state) {

  /** Whether a member runs. */
  public enum State {
    /** It publishes. */
    LIVE,
    /** It has said that it ends. */
    STOPPED,
    /** It has fallen silent. */
    SILENT
  }

  /** Returns whether the member's gauges mean something. */
  public boolean isLive() {
    return state == State.LIVE;
  }
}
