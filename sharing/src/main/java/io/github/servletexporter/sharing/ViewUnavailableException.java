package io.github.servletexporter.sharing;

/**
 * Exception for a merged view that cannot be shown now. Its message is shown to the scraper's
 * operator. A failed scrape is only a gap in the data; totals that fall would falsify it.
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
