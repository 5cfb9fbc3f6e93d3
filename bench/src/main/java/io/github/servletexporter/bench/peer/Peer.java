package io.github.servletexporter.bench.peer;

/** Subject of a measurement. Each constant loads its libraries when it is opened, not before. */
public enum Peer {
  /** A filter that calls the chain: the cost of the stubs. */
  EMPTY("empty filter", false),
  /** The least that a duration histogram of client_java costs. */
  FLOOR("floor: 2 × nanoTime + client_java histogram", false),
  /** The filter of this project with its default settings. */
  OURS("servlet-exporter MetricsFilter", false),
  /** Dropwizard Metrics. */
  DROPWIZARD("Dropwizard InstrumentedFilter", true),
  /** The filter of client_java before 1.0. */
  SIMPLECLIENT("simpleclient MetricsFilter", true),
  /** A Micrometer timer that is looked up by its tags. */
  MICROMETER("Micrometer Timer by tags", true),
  /** Spring's observation filter in front of Micrometer. */
  SPRING("Spring ServerHttpObservationFilter", true);

  private final String label;
  private final boolean rival;

  Peer(String label, boolean rival) {
    this.label = label;
    this.rival = rival;
  }

  /**
   * The name for people.
   *
   * @return the name
   */
  public String label() {
    return label;
  }

  /**
   * Returns whether this is an alternative to our filter; the empty filter and the floor are
   * yardsticks.
   *
   * @return true for a rival
   */
  public boolean isRival() {
    return rival;
  }

  /**
   * Sets the filter up with a registry of its own.
   *
   * @return the filter and its count
   */
  public Subject open() {
    return switch (this) {
      case EMPTY ->
          new Subject((request, response, chain) -> chain.doFilter(request, response), () -> 0);
      case FLOOR -> FloorFilter.open();
      case OURS -> ServletExporterPeer.open();
      case DROPWIZARD -> DropwizardPeer.open();
      case SIMPLECLIENT -> SimpleclientPeer.open();
      case MICROMETER -> MicrometerTimerFilter.open();
      case SPRING -> SpringPeer.open();
    };
  }
}
