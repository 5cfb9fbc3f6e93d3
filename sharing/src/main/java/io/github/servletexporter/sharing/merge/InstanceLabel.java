package io.github.servletexporter.sharing.merge;

import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.Labels;

/** Label {@code instance}, which distinguishes series of different instances. */
final class InstanceLabel {

  private static final String NAME = "instance";

  /** Prefix that Prometheus adds to a label whose name it sets itself. */
  private static final String EXPORTED = "exported_";

  private InstanceLabel() {}

  /** Returns labels with the label of an instance; a label of that name is renamed. */
  static Labels addTo(Labels labels, Origin origin) {
    return addTo(labels, NAME, origin.instance());
  }

  /** Returns labels with one more; a label of that name is renamed. */
  static Labels addTo(Labels labels, String name, String value) {
    if (!labels.contains(name)) {
      return labels.add(name, value);
    }
    if (labels.get(name).equals(value)) {
      return labels;
    }
    String exported = EXPORTED + name;
    while (labels.contains(exported)) {
      exported = EXPORTED + exported;
    }
    Labels.Builder renamed = Labels.builder().label(name, value);
    for (Label label : labels) {
      renamed.label(label.getName().equals(name) ? exported : label.getName(), label.getValue());
    }
    return renamed.build();
  }
}
