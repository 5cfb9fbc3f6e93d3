package io.github.servletexporter.listener.endpoint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Enumeration;
import java.util.HexFormat;

/**
 * Random key of a page, and the value of the cookie that a client gets for it. Both are new at each
 * start of the application and end with it. Immutable.
 */
public final class PageKey {

  /** Name of the cookie. */
  public static final String COOKIE = "servlet-exporter-status";

  private static final int BYTES = 16;
  private static final String COOKIE_START = COOKIE + "=";

  private final String text;
  private final String cookie;

  private PageKey(String text, String cookie) {
    this.text = text;
    this.cookie = cookie;
  }

  /** Returns a new key of 128 random bits, with a cookie of as many that are independent of it. */
  public static PageKey random() {
    SecureRandom random = new SecureRandom();
    return new PageKey(hex(random), hex(random));
  }

  private static String hex(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Returns the key as the log shows it. */
  public String text() {
    return text;
  }

  /** Returns the value of the cookie. */
  public String cookie() {
    return cookie;
  }

  /** Returns whether a text is the key; takes the same time for every text of its length. */
  public boolean isKey(String given) {
    return isEqual(text, given);
  }

  /** Returns whether a request has the cookie. */
  public boolean isIn(Exchange exchange) {
    Enumeration<String> fields = exchange.getHeaders("Cookie");
    while (fields != null && fields.hasMoreElements()) {
      for (String each : fields.nextElement().split(";", -1)) {
        String pair = each.strip();
        if (pair.startsWith(COOKIE_START)
            && isEqual(cookie, pair.substring(COOKIE_START.length()))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isEqual(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
