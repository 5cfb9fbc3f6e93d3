package io.github.servletexporter.listener.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Latest kinds of exceptions, where a kind is a class on a route. A new kind replaces the one that
 * has not occurred for the longest time. Thread-safe: the journal's thread writes, the status page
 * reads.
 */
final class RecentExceptions {

  private static final int DIGEST_LINES = 24;

  private final Map<Kind, ExceptionSummary> kinds = new LinkedHashMap<>();

  private record Kind(String type, String route) {}

  void add(ExceptionRecord exception) {
    CapturedException thrown = exception.exception();
    Kind kind = new Kind(thrown.type(), exception.request().route());
    add(kind, thrown.message(), thrown.digest(DIGEST_LINES), exception.time());
  }

  private synchronized void add(Kind kind, String message, List<String> stack, Instant time) {
    ExceptionSummary known = kinds.remove(kind);
    Instant first = known == null ? time : known.first();
    long count = known == null ? 1 : known.count() + 1;
    kinds.put(
        kind, new ExceptionSummary(kind.type(), kind.route(), message, count, first, time, stack));
    if (kinds.size() > ExceptionJournal.RECENT_KINDS) {
      kinds.remove(kinds.keySet().iterator().next());
    }
  }

  /** Returns the kinds, beginning with the latest. */
  synchronized List<ExceptionSummary> latest() {
    List<ExceptionSummary> latest = new ArrayList<>(kinds.values());
    Collections.reverse(latest);
    return latest;
  }
}
