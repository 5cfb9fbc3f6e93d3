package io.github.servletexporter.listener.container;

import java.util.HashSet;
import java.util.Set;

/** Registry of the labels in use, which makes each new one unique. Not thread-safe. */
public final class UniqueLabels {

  private final Set<String> taken = new HashSet<>();

  /** Creates a registry without labels. */
  public UniqueLabels() {}

  /** Returns the wanted label, with a number appended if it is already taken. */
  public String unique(String wanted) {
    String label = wanted;
    for (int number = 2; !taken.add(label); number++) {
      label = wanted + "-" + number;
    }
    return label;
  }
}
