package io.github.servletexporter.sharing.store;

import io.github.servletexporter.base.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Time of day and ticker that a test advances. */
public final class StoreTime implements Ticker, InstantSource {

  private final AtomicLong nanos = new AtomicLong();

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(1_800_000_000_000L).plusNanos(nanos.get());
  }

  public void pass(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }
}
