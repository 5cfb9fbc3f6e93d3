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
   * Checks that user and password come together.
   *
   * @throws IllegalArgumentException if one is there without the other
   */
  public Credentials {
    if ((user == null) != (password == null)) {
      throw new IllegalArgumentException(
          "expected auth.user and auth.password together, but one is missing");
    }
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
