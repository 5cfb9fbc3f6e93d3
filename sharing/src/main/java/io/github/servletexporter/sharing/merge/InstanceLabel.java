package io.github.servletexporter.sharing.merge;

import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.Labels;

/** The label that tells the members' own series apart. */
final class InstanceLabel {

  private static final String NAME = "instance";

  /** What Prometheus makes of a label that it needs itself. */
  private static final String EXPORTED = "exported_";

  private InstanceLabel() {}

  /** Returns the labels with the member's, whatever the member calls itself. */
  static Labels addTo(Labels labels, Origin member) {
    if (!labels.contains(NAME)) {
      return labels.add(NAME, member.instance());
    }
    if (labels.get(NAME).equals(member.instance())) {
      return labels;
    }
    String exported = EXPORTED + NAME;
    while (labels.contains(exported)) {
      exported = EXPORTED + exported;
    }
    Labels.Builder renamed = Labels.builder().label(NAME, member.instance());
    for (Label label : labels) {
      renamed.label(label.getName().equals(NAME) ? exported : label.getName(), label.getValue());
    }
    return renamed.build();
  }
}
