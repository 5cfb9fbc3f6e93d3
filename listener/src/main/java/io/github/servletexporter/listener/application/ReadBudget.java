package io.github.servletexporter.listener.application;

/** Remainder of what one reading may contain. Not thread-safe. */
final class ReadBudget {

  private long series;
  private long characters;

  ReadBudget(ReadLimits limits) {
    this.series = limits.series();
    this.characters = limits.characters();
  }

  /** Remainder at one moment, to which a family that is left out returns what it has taken. */
  record Mark(long series, long characters) {}

  Mark mark() {
    return new Mark(series, characters);
  }

  void reset(Mark mark) {
    series = mark.series();
    characters = mark.characters();
  }

  /**
   * Takes the series of a family.
   *
   * @throws LimitException if fewer are left
   */
  void takeSeries(int count) {
    if (count > series) {
      throw new LimitException(count + " series exceed the limit");
    }
    series -= count;
  }

  /**
   * Takes a text and returns it.
   *
   * @throws LimitException if the text is too long, or too long for what is left
   */
  String take(String text) {
    if (text.length() > ReadLimits.TEXT_CHARACTERS || text.length() > characters) {
      throw new LimitException("a text of " + text.length() + " characters exceeds the limit");
    }
    characters -= text.length();
    return text;
  }

  /**
   * Returns a number of elements of one series.
   *
   * @throws LimitException if it is above the limit
   */
  static int fits(int count, int limit, String elements) {
    if (count > limit) {
      throw new LimitException(count + " " + elements + " exceed the limit of " + limit);
    }
    return count;
  }

  /** Failure of a family that exceeds a limit. */
  static final class LimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LimitException(String message) {
      super(message, null, false, false);
    }
  }
}
