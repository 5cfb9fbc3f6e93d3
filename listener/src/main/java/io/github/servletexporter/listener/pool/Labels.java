package io.github.servletexporter.listener.pool;

import java.util.HashSet;
import java.util.Set;

/** The labels given out so far, none twice. For one thread. */
final class Labels {

  private final Set<String> taken = new HashSet<>();

  /** Returns the wanted label, with a number behind it when it is taken. */
  String unique(String wanted) {
    String label = wanted;
    for (int number = 2; !taken.add(label); number++) {
      label = wanted + "-" + number;
    }
    return label;
  }
}
