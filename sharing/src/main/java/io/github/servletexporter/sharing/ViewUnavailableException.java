package io.github.servletexporter.sharing;

/**
 * There is no aggregate that may be shown now. Its message is for the scraper's operator: a scrape
 * that fails is a gap, totals that fall are a lie.
 */
public final class ViewUnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  ViewUnavailableException(String message) {
    super(message);
  }

  ViewUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
