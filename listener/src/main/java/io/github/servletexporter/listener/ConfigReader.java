package io.github.servletexporter.listener;

import io.github.servletexporter.base.BackgroundThread;
import io.github.servletexporter.base.BackgroundThread.CloseLimits;
import io.github.servletexporter.base.BackgroundThread.Job;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runner of the checks of the configuration's files. Each check has a short-lived thread of its
 * own, because a file system that does not answer, such as one of a network, blocks its reader for
 * an unlimited time. Until a check has ended, there is no further one. Thread-safe.
 */
final class ConfigReader implements AutoCloseable {

  /** Duration of a check after which it is reported. */
  static final Duration STALLED = Duration.ofMinutes(1);

  private static final Logger LOGGER = System.getLogger(ConfigReader.class.getName());
  private static final CloseLimits LIMITS =
      new CloseLimits(Duration.ofSeconds(1), Duration.ofSeconds(1));

  private final WebApp webApp;
  private final Runnable check;
  private final Consumer<Throwable> onFailure;
  private final Ticker ticker;
  private volatile @Nullable Run last;
  private boolean logged;
  private boolean closed;

  /**
   * Creates a runner; starts no thread.
   *
   * @param check reads the files and applies what has changed
   * @param onFailure receives what a check throws, and the reason why no thread can be started;
   *     must not throw
   * @param ticker source of time
   */
  ConfigReader(WebApp webApp, Runnable check, Consumer<Throwable> onFailure, Ticker ticker) {
    this.webApp = webApp;
    this.check = check;
    this.onFailure = onFailure;
    this.ticker = ticker;
  }

  /** Begins a check unless one is under way. Never waits. */
  synchronized void begin() {
    if (closed) {
      return;
    }
    Run present = last;
    if (present == null || !present.thread.hasThread()) {
      logged = false;
      Run next = new Run(ticker.nanos());
      last = next;
      next.thread.start();
    } else if (!logged && isStalled()) {
      logged = true;
      LOGGER.log(
          Level.WARNING,
          "{0}: the files of the configuration cannot be read within {1} seconds, and new"
              + " credentials and certificates are not noticed; check their file system",
          webApp,
          Long.toString(STALLED.toSeconds()));
    }
  }

  /** Returns whether the files cannot be read, for so long that the present check is stuck. */
  boolean isStalled() {
    Run present = last;
    return present != null
        && present.thread.hasThread()
        && ticker.nanos() - present.startNanos >= STALLED.toNanos();
  }

  /** Ends the check that is under way, or leaves its thread behind with a warning. */
  @Override
  public void close() {
    Run present;
    synchronized (this) {
      closed = true;
      present = last;
    }
    if (present != null) {
      present.thread.close();
    }
  }

  /** One check. */
  private final class Run implements Job {

    final BackgroundThread thread = new BackgroundThread(webApp, "reload", this, LIMITS);
    final long startNanos;

    Run(long startNanos) {
      this.startNanos = startNanos;
    }

    @Override
    public boolean step(BackgroundThread self) {
      try {
        check.run();
      } catch (Throwable e) {
        failed(e); // and the next check is due in a few seconds
      }
      return false;
    }

    @Override
    public void failed(Throwable failure) {
      onFailure.accept(failure);
    }

    @Override
    public String activity() {
      return "reading the files of the configuration";
    }
  }
}
