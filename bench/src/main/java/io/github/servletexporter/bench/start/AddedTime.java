package io.github.servletexporter.bench.start;

import java.util.Locale;

/**
 * Time that the drop-in jar adds to the start of a server.
 *
 * @param server name of the server
 * @param first milliseconds that it adds with the first application
 * @param further milliseconds that it adds with each further application
 */
public record AddedTime(String server, double first, double further) {
  private static final double MOST_FIRST = 100;
  private static final double MOST_FURTHER = 50;

  /**
   * Duration of a start with one application and with several, in milliseconds.
   *
   * @param one the start with one application
   * @param several the start with several applications
   */
  public record Starts(long one, long several) {
    /** Returns the shorter durations of both. */
    public Starts shortest(Starts other) {
      return new Starts(Math.min(one, other.one), Math.min(several, other.several));
    }
  }

  /**
   * Compares the starts of a server with and without the jar.
   *
   * @param applications number of applications of {@link Starts#several}
   */
  public static AddedTime of(String server, Starts without, Starts with, int applications) {
    double first = with.one() - without.one();
    double all = with.several() - without.several();
    return new AddedTime(server, first, (all - first) / (applications - 1));
  }

  /** Returns whether the jar adds as little as it should. */
  public boolean isMet() {
    return first <= MOST_FIRST && further <= MOST_FURTHER;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s  %s: the jar adds %.0f ms to the first application (at most %.0f ms) and %.0f ms to each"
            + " further one (at most %.0f ms)",
        isMet() ? "PASS" : "FAIL",
        server,
        first,
        MOST_FIRST,
        further,
        MOST_FURTHER);
  }
}
