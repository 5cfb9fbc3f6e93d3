package io.github.servletexporter.base;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Value that is built when it is first needed, so that an application which never needs it neither
 * waits for it nor keeps its classes in memory. If the construction throws, the next call repeats
 * it. Thread-safe.
 *
 * <p>A lambda loads the classes of its parameters and of its result as soon as it is evaluated. If
 * the class of the value must not be loaded by then, pass an anonymous class.
 *
 * @param <T> type of the value
 */
public final class Lazy<T> implements Supplier<T> {

  private final Supplier<T> construction;
  private volatile @Nullable T value;

  /**
   * Creates a value that is not built yet.
   *
   * @param construction builds the value; called by one thread at a time
   */
  public Lazy(Supplier<T> construction) {
    this.construction = construction;
  }

  /** Returns the value, after building it if this is the first call. */
  @Override
  public T get() {
    T present = value;
    return present != null ? present : build();
  }

  private synchronized T build() {
    T present = value;
    if (present == null) {
      present = Objects.requireNonNull(construction.get());
      value = present;
    }
    return present;
  }
}
