package io.github.servletexporter.listener.pool;

import java.util.Set;

/**
 * Makes pools that were not made for it end their workers, from inside the web application. Changes
 * the container while it is open, for every application in it: at most one web application of the
 * JVM has one installed.
 *
 * <p>Thread-safe. Throws nothing.
 */
public interface PoolWrap extends AutoCloseable {

  /** Returns a wrap that wraps nothing, for containers where it can't be done. */
  static PoolWrap none() {
    return NoWrap.INSTANCE;
  }

  /**
   * Wraps what is not wrapped yet, unless another web application of the JVM wraps; when that one
   * has closed, the next to call this takes over. Quick, so that a request thread may call it; to
   * be called when a worker is first seen, and from time to time. Jobs that run meanwhile are not
   * wrapped: a worker that is due after one of them ends after its next.
   */
  void install();

  /**
   * Returns the labels of the pools that end their workers because of this wrap. Empty before
   * {@link #install()}, and while another web application wraps.
   */
  Set<String> pools();

  /**
   * Puts the container back to what it was. Jobs that run go on, and no worker is ended any more.
   * May be repeated.
   */
  @Override
  void close();
}
