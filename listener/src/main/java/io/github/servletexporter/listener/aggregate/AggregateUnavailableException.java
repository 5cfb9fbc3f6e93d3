package io.github.servletexporter.listener.aggregate;

/**
 * There is no aggregate that may be shown now. Its message is for the scraper's operator: a scrape
 * that fails is a gap, totals that fall are a lie.
 */
public final class AggregateUnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  AggregateUnavailableException(String message) {
    super(message);
  }

  AggregateUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
