package io.github.servletexporter.listener.journal;

import io.github.servletexporter.base.LogText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Stack trace of an exception as lines of text, limited in size for any exception: with a cycle of
 * causes, messages of megabytes or with line breaks, methods that throw.
 */
final class StackText {

  private static final int MAX_FRAMES = 200;
  private static final int MAX_LINES = 400;
  private static final int MAX_CAUSES = 16;

  private StackText() {}

  /** Returns the first lines, beginning with the class and message of the exception. */
  static List<String> lines(Throwable exception, int most) {
    List<String> lines = all(exception);
    return lines.size() <= most ? lines : List.copyOf(lines.subList(0, most));
  }

  /** Returns all lines as Java prints them, causes included. */
  static List<String> all(Throwable exception) {
    List<String> lines = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Throwable each = exception;
    try {
      while (each != null
          && seen.size() < MAX_CAUSES
          && lines.size() < MAX_LINES
          && seen.add(each)) {
        lines.add((lines.isEmpty() ? "" : "Caused by: ") + LogText.escaped(each));
        addFrames(each, lines);
        each = each.getCause();
      }
    } catch (Throwable ofTheApplication) {
      lines.add(
          "... "
              + LogText.escaped(ofTheApplication.getClass().getName())
              + " while the stack trace was read");
    }
    return lines;
  }

  private static void addFrames(Throwable exception, List<String> lines) {
    StackTraceElement[] frames = exception.getStackTrace();
    for (int i = 0; i < frames.length; i++) {
      if (i == MAX_FRAMES || lines.size() == MAX_LINES) {
        lines.add("\t... " + (frames.length - i) + " more");
        return;
      }
      lines.add("\tat " + LogText.escaped(frames[i].toString()));
    }
  }
}
