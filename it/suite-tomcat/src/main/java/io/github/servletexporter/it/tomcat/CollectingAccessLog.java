package io.github.servletexporter.it.tomcat;

import io.github.servletexporter.it.server.AccessLine;
import java.io.CharArrayWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.catalina.valves.AbstractAccessLogValve;

/** Access log of Tomcat, kept in memory. */
final class CollectingAccessLog extends AbstractAccessLogValve {
  private final List<AccessLine> lines = Collections.synchronizedList(new ArrayList<>());

  CollectingAccessLog() {
    setPattern(AccessLine.PATTERN);
  }

  @Override
  protected void log(CharArrayWriter message) {
    lines.add(AccessLine.parse(message.toString()));
  }

  List<AccessLine> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }
}
