package io.github.servletexporter.listener.status;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a source gave, or why it gave nothing.
 *
 * @param value null when it failed
 * @param failure null when it did not
 */
record Part<T>(@Nullable T value, @Nullable String failure) {

  /** Asks a source; whatever it throws stays here. */
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

  /** Even the message of an exception is someone's code. */
  private static String describe(Throwable e) {
    try {
      return e.toString();
    } catch (Throwable unspeakable) {
      return e.getClass().getName();
    }
  }
}
