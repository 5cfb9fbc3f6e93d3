package io.github.servletexporter.listener.config;

import org.jspecify.annotations.Nullable;

/**
 * Who may see our pages.
 *
 * @param user user of Basic authentication, or null; goes with the password
 * @param password its password, or null
 * @param token token of Bearer authentication, or null
 */
public record Credentials(
    @Nullable String user, @Nullable String password, @Nullable String token) {

  private static final Credentials NONE = new Credentials(null, null, null);

  /**
   * Checks that user and password come together, and that nothing is blank: an empty secret would
   * open what it is meant to close.
   *
   * @throws IllegalArgumentException if one is there without the other, one is blank, or the user
   *     has a colon (RFC 7617 section 2)
   */
  public Credentials {
    if (isBlank(user) || isBlank(password) || isBlank(token)) {
      throw new IllegalArgumentException("expected credentials, but one is blank");
    }
    if (user != null && user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("expected a user name without a colon");
    }
    if ((user == null) != (password == null)) {
      throw new IllegalArgumentException(
          "expected auth.user and auth.password together, but one is missing");
    }
  }

  private static boolean isBlank(@Nullable String text) {
    return text != null && text.isBlank();
  }

  /** Returns no credentials: our pages are open. */
  public static Credentials none() {
    return NONE;
  }

  /** Returns whether our pages are open to everyone. */
  public boolean isOpen() {
    return user == null && token == null;
  }

  /** Shows which credentials there are, and none of them. */
  @Override
  public String toString() {
    return "Credentials[basic=" + (user != null) + ", bearer=" + (token != null) + "]";
  }
}
