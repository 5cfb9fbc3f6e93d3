package io.github.servletexporter.it.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Response as received over the connection.
 *
 * @param status the status code
 * @param headers field values by lower-case name
 * @param body the body without chunk sizes, one character for each byte
 * @param complete false when the connection ended before the declared end of the body
 */
public record WireResponse(
    int status, Map<String, List<String>> headers, String body, boolean complete) {

  /**
   * Returns the values of a field.
   *
   * @param name a field name in any case
   * @return its values, empty if there are none
   */
  public List<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /**
   * Returns the body as bytes.
   *
   * @return a new array
   */
  public byte[] bytes() {
    return body.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Returns whether the server announces the end of the connection.
   *
   * @return true with {@code Connection: close}
   */
  public boolean announcesClose() {
    return header("Connection").stream().anyMatch("close"::equalsIgnoreCase);
  }
}
