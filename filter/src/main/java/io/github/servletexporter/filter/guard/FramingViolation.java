package io.github.servletexporter.filter.guard;

/** Rule that a request with ambiguous framing violates (label {@code violation}). */
public enum FramingViolation {
  /** More than one {@code Transfer-Encoding} field (RFC 9112 section 6.1). */
  TRANSFER_ENCODING_REPEATED("transfer_encoding_repeated", 400),
  /** {@code Transfer-Encoding} in a version other than HTTP/1.1 (RFC 9112 section 6.1). */
  TRANSFER_ENCODING_PROTOCOL("transfer_encoding_protocol", 400),
  /** {@code Transfer-Encoding} together with {@code Content-Length} (RFC 9112 section 6.3). */
  TRANSFER_ENCODING_WITH_CONTENT_LENGTH("transfer_encoding_with_content_length", 400),
  /** Registered codings before a final {@code chunked}, which no servlet container decodes. */
  TRANSFER_ENCODING_UNSUPPORTED("transfer_encoding_unsupported", 501),
  /** Any {@code Transfer-Encoding} other than {@code chunked} (RFC 9112 section 6.3). */
  TRANSFER_ENCODING_INVALID("transfer_encoding_invalid", 400),
  /** More than one {@code Content-Length} field (RFC 9110 section 8.6). */
  CONTENT_LENGTH_REPEATED("content_length_repeated", 400),
  /** A {@code Content-Length} that is not 1 to 18 ASCII digits (RFC 9110 section 8.6). */
  CONTENT_LENGTH_INVALID("content_length_invalid", 400),
  /** A {@code Connection} field that names a framing field (RFC 9110 section 7.6.1). */
  CONNECTION_NAMES_FRAMING("connection_names_framing", 400),
  /** More than one {@code Host} field (RFC 9112 section 3.2). */
  HOST_REPEATED("host_repeated", 400),
  /** More than one {@code Content-Type} field (RFC 9110 sections 5.3 and 8.3). */
  CONTENT_TYPE_REPEATED("content_type_repeated", 400),
  /** A field such as {@code Transfer_Encoding} that some gateways treat as a framing field. */
  LOOK_ALIKE_NAME("look_alike_name", 400),
  /**
   * Malformed chunks (RFC 9112 section 7.1), which the container finds and refuses while the
   * application reads the body.
   */
  CHUNKED_INVALID("chunked_invalid", 400);

  private final String label;
  private final int status;

  FramingViolation(String label, int status) {
    this.label = label;
    this.status = status;
  }

  /** Returns the value of the label {@code violation}. */
  public String label() {
    return label;
  }

  /** Returns the status of the refusal: 400, or 501 for a valid but unsupported coding. */
  public int status() {
    return status;
  }
}
