package io.github.servletexporter.sharing.store;

import io.github.servletexporter.sharing.model.InstanceIdentity;

/** Looks at the processes of this host. Thread-safe. */
public interface ProcessProbe {

  /** Knows of no process. */
  ProcessProbe BLIND = identity -> false;

  /**
   * Returns whether a member's process is certainly gone: it ran where this JVM runs, and its
   * process id is now free or another's. False whenever that can't be known.
   */
  boolean isGone(InstanceIdentity identity);
}
