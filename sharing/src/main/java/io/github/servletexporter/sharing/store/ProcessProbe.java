package io.github.servletexporter.sharing.store;

import io.github.servletexporter.sharing.model.InstanceIdentity;

/** Probe of the processes of this host. Thread-safe. */
public interface ProcessProbe {

  /** Probe that reports nothing about any process. */
  ProcessProbe BLIND = identity -> false;

  /**
   * Returns whether the process of an instance is certainly gone: it ran where this JVM runs, and
   * its process id is now unused or belongs to another process. Returns false if that is unknown.
   */
  boolean isGone(InstanceIdentity identity);
}
