package io.github.servletexporter.base;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Escaped copy of an exception for a logger, which prints the class names, messages and stack
 * frames of what it is given as they are. Limited in size for any exception.
 */
public final class LoggedFailure extends Throwable {

  private static final long serialVersionUID = 1L;

  private static final int MAX_EXCEPTIONS = 16;
  private static final int MAX_FRAMES = 200;

  /** Limit of the JVM itself unless it is configured otherwise. */
  private static final int MAX_PLAIN_FRAMES = 1024;

  private static final StackTraceElement[] NO_FRAMES = {};

  private LoggedFailure(String text, @Nullable Throwable cause, StackTraceElement[] frames) {
    super(text, cause, false, true);
    setStackTrace(frames);
  }

  /**
   * Returns what may be passed to a logger: the exception itself if everything in it is printable
   * and short, which is the usual case, and an escaped copy otherwise. Throws nothing.
   */
  public static Throwable of(Throwable failure) {
    try {
      return isPlain(failure, seen()) ? failure : copy(failure, seen());
    } catch (Throwable ofTheException) {
      return new LoggedFailure(LogText.escaped(failure.getClass().getName()), null, NO_FRAMES);
    }
  }

  /** Returns the class name and the message of the exception, both escaped. */
  @Override
  @SuppressWarnings("OverrideThrowableToString") // the name of this class must not be printed
  public String toString() {
    return String.valueOf(getMessage());
  }

  private static Set<Throwable> seen() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private static boolean isPlain(@Nullable Throwable failure, Set<Throwable> seen) {
    if (failure == null) {
      return true;
    }
    if (seen.size() == MAX_EXCEPTIONS || !seen.add(failure)) {
      return false;
    }
    return LogText.isPlain(failure.getClass().getName())
        && LogText.isPlain(failure.toString())
        && failure.getStackTrace().length <= MAX_PLAIN_FRAMES
        && Arrays.stream(failure.getStackTrace()).map(Object::toString).allMatch(LogText::isPlain)
        && Arrays.stream(failure.getSuppressed()).allMatch(each -> isPlain(each, seen))
        && isPlain(failure.getCause(), seen);
  }

  private static @Nullable LoggedFailure copyOrNull(
      @Nullable Throwable failure, Set<Throwable> seen) {
    return failure == null || seen.size() == MAX_EXCEPTIONS || seen.contains(failure)
        ? null
        : copy(failure, seen);
  }

  private static LoggedFailure copy(Throwable failure, Set<Throwable> seen) {
    seen.add(failure);
    StackTraceElement[] frames =
        Arrays.stream(failure.getStackTrace())
            .limit(MAX_FRAMES)
            .map(LoggedFailure::escaped)
            .toArray(StackTraceElement[]::new);
    return new LoggedFailure(
        LogText.escaped(failure), copyOrNull(failure.getCause(), seen), frames);
  }

  private static StackTraceElement escaped(StackTraceElement frame) {
    String file = frame.getFileName();
    return new StackTraceElement(
        LogText.escaped(frame.getClassName()),
        LogText.escaped(frame.getMethodName()),
        file == null ? null : LogText.escaped(file),
        frame.getLineNumber());
  }
}
