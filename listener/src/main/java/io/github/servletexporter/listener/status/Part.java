package io.github.servletexporter.listener.status;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Result of a source of the status page: a value or a failure.
 *
 * @param value value, null if the source failed
 * @param failure description of the failure, null if there is a value
 */
record Part<T>(@Nullable T value, @Nullable String failure) {

  /** Returns the result of a source; an exception becomes a failure. */
  static <T> Part<T> of(Supplier<? extends T> source) {
    try {
      return new Part<>(source.get(), null);
    } catch (Throwable e) {
      return new Part<>(null, describe(e));
    }
  }

  <R> Part<R> map(Function<? super T, ? extends R> function) {
    T present = value;
    return present == null ? new Part<>(null, failure) : of(() -> function.apply(present));
  }

  T valueOr(T other) {
    T present = value;
    return present == null ? other : present;
  }

  /** The message of an exception is code of the application as well, and may throw. */
  private static String describe(Throwable e) {
    try {
      return e.toString();
    } catch (Throwable unspeakable) {
      return e.getClass().getName();
    }
  }
}
