package io.github.servletexporter.listener.journal;

import io.github.servletexporter.base.LogText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Text of an exception, limited in size for any exception: with a cycle of causes, messages of
 * megabytes or with line breaks, methods that throw. Refers to nothing of the application, so that
 * a queue of them is limited too.
 *
 * @param type name of the exception's class, escaped
 * @param parts the exception and its causes; never empty
 */
record CapturedException(String type, List<Part> parts) {

  private static final int MAX_FRAMES = 200;
  private static final int MAX_LINES = 400;
  private static final int MAX_CAUSES = 16;

  /** Frames that each cause has even if others have used up the lines: the root cause matters. */
  private static final int LEAST_FRAMES = 5;

  /** Estimates of what a part and a frame occupy, the latter without its strings. */
  private static final int PART_BYTES = 200;

  private static final int FRAME_BYTES = 64;

  CapturedException {
    parts = List.copyOf(parts);
  }

  /**
   * Exception or cause.
   *
   * @param headline class and message, escaped
   * @param frames first frames of the stack trace
   * @param omitted number of further frames
   */
  record Part(String headline, List<StackTraceElement> frames, int omitted) {}

  /** Captures an exception. Calls methods of the exception, and throws nothing that they throw. */
  static CapturedException of(Throwable exception) {
    List<Part> parts = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    int lines = 0;
    Throwable each = exception;
    try {
      while (each != null && seen.size() < MAX_CAUSES && seen.add(each)) {
        int room = Math.max(LEAST_FRAMES, MAX_LINES - lines - 1);
        Part part = part(each, parts.isEmpty() ? "" : "Caused by: ", room);
        parts.add(part);
        lines += 1 + part.frames().size();
        each = each.getCause();
      }
    } catch (Throwable ofTheApplication) {
      String type = LogText.escaped(ofTheApplication.getClass().getName());
      if (parts.isEmpty()) {
        parts.add(new Part(LogText.escaped(exception), List.of(), 0));
      }
      parts.add(new Part("... " + type + " while the stack trace was read", List.of(), 0));
    }
    return new CapturedException(LogText.escaped(exception.getClass().getName()), parts);
  }

  private static Part part(Throwable exception, String prefix, int mostFrames) {
    String headline = prefix + LogText.escaped(exception);
    StackTraceElement[] frames = exception.getStackTrace();
    int kept = Math.min(frames.length, Math.min(MAX_FRAMES, mostFrames));
    return new Part(headline, List.of(Arrays.copyOf(frames, kept)), frames.length - kept);
  }

  /** Returns class and message, escaped, at most about 1000 characters. */
  String message() {
    return parts.get(0).headline();
  }

  /** Returns an estimate of the memory that this occupies. */
  long bytes() {
    long bytes = 0;
    for (Part part : parts) {
      bytes +=
          PART_BYTES + 2L * part.headline().length() + (long) FRAME_BYTES * part.frames().size();
    }
    return bytes;
  }

  /**
   * Returns the chain of causes to its end, with those frames that matter: the one that threw, and
   * those of the application. The others are counted.
   *
   * @param most number of lines that are worth reading; the headlines of all causes come on top
   */
  List<String> digest(int most) {
    List<String> lines = new ArrayList<>();
    int framesOfPart = Math.max(2, most / parts.size() - 1);
    for (Part part : parts) {
      lines.add(part.headline());
      addFrames(lines, part, framesOfPart);
    }
    return lines;
  }

  private static void addFrames(List<String> lines, Part part, int most) {
    int shown = 0;
    int hidden = 0;
    for (StackTraceElement frame : part.frames()) {
      boolean matters = shown == 0 || ApplicationFrames.contain(frame);
      if (!matters || shown >= most) {
        hidden++;
        continue;
      }
      addHidden(lines, hidden);
      hidden = 0;
      lines.add("\tat " + LogText.escaped(frame.toString()));
      shown++;
    }
    addHidden(lines, hidden + part.omitted());
  }

  private static void addHidden(List<String> lines, int frames) {
    if (frames > 0) {
      lines.add("\t... " + frames + (frames == 1 ? " frame" : " frames"));
    }
  }

  /** Returns all lines as Java prints them, causes included. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Part part : parts) {
      lines.add(part.headline());
      part.frames().forEach(frame -> lines.add("\tat " + LogText.escaped(frame.toString())));
      if (part.omitted() > 0) {
        lines.add("\t... " + part.omitted() + " more");
      }
    }
    return lines;
  }
}
