package io.github.servletexporter.filter.meter;

/** Values of the label {@code error_type} ({@code error.type} of OpenTelemetry). */
public final class ErrorTypes {

  /** The request ended without an error. */
  public static final String NONE = "";

  /** The client closed the connection before the response was complete. */
  public static final String CLIENT_ABORT = "client_abort";

  /** The chunks of the request body were malformed. */
  public static final String CHUNKED_INVALID = "chunked_invalid";

  /** The asynchronous request timed out. */
  public static final String TIMEOUT = "timeout";

  /**
   * The request was refused, which is no failure of the application: its framing was ambiguous, its
   * method is unknown and not implemented, or it was a request for one of servlet-exporter's pages.
   */
  public static final String REFUSED = "refused";

  /** Any exception, where the class names would be too many values. */
  public static final String OTHER = "_OTHER";

  private static final int FIRST = 500;
  private static final String[] SERVER_ERRORS = serverErrors();

  private ErrorTypes() {}

  /** Returns the error type of a status: the code for 5xx, otherwise {@link #NONE}. */
  public static String ofStatus(int status) {
    int i = status - FIRST;
    return i >= 0 && i < SERVER_ERRORS.length ? SERVER_ERRORS[i] : NONE;
  }

  /** Returns whether an error type is that of a status, with or without an error. */
  public static boolean isOfStatus(String errorType) {
    return errorType.isEmpty() || Character.isDigit(errorType.charAt(0));
  }

  /** Returns the error type of an uncaught exception: its class name. */
  public static String ofException(Throwable exception) {
    return LabelText.wellFormed(exception.getClass().getName());
  }

  /** Returns whether an error type is the class name of an exception, an unbounded set. */
  static boolean isException(String errorType) {
    return !isOfStatus(errorType)
        && !errorType.equals(CLIENT_ABORT)
        && !errorType.equals(CHUNKED_INVALID)
        && !errorType.equals(TIMEOUT)
        && !errorType.equals(REFUSED)
        && !errorType.equals(OTHER);
  }

  /** Returns the error type in a series that is folded: exceptions and statuses are one value. */
  static String folded(String errorType) {
    boolean error = isException(errorType) || (isOfStatus(errorType) && !errorType.isEmpty());
    return error ? OTHER : errorType;
  }

  private static String[] serverErrors() {
    String[] codes = new String[100];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = Integer.toString(FIRST + i);
    }
    return codes;
  }
}
