package io.github.servletexporter.listener.exposition;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides from an {@code Authorization} field whether a client may see our pages.
 *
 * <p>Thread-safe. Digests of equal length are compared in constant time, so the time tells nothing
 * of how much of a guess was right.
 */
public final class Authenticator {

  private static final String BASIC = "Basic ";
  private static final String BEARER = "Bearer ";

  private final List<String> challenges = new ArrayList<>();
  private final byte @Nullable [] basicDigest;
  private final byte @Nullable [] bearerDigest;

  /**
   * Creates an authenticator; without any credentials everyone is let in.
   *
   * @param user user of Basic authentication (RFC 7617), or null
   * @param password its password, or null
   * @param token token of Bearer authentication (RFC 6750), or null
   */
  public Authenticator(@Nullable String user, @Nullable String password, @Nullable String token) {
    basicDigest = user == null || password == null ? null : digest(user + ":" + password);
    bearerDigest = token == null ? null : digest(token);
    if (basicDigest != null) {
      challenges.add("Basic realm=\"metrics\", charset=\"UTF-8\"");
    }
    if (bearerDigest != null) {
      challenges.add("Bearer realm=\"metrics\"");
    }
  }

  /** Returns the values of {@code WWW-Authenticate} for a refusal with 401. */
  public List<String> challenges() {
    return List.copyOf(challenges);
  }

  /**
   * Returns whether a client may go on.
   *
   * @param authorization the value of the {@code Authorization} field, or null
   */
  public boolean admits(@Nullable String authorization) {
    if (challenges.isEmpty()) {
      return true;
    }
    if (authorization == null) {
      return false;
    }
    if (hasScheme(authorization, BASIC)) {
      return matches(basicDigest, decode(authorization.substring(BASIC.length()).strip()));
    }
    return hasScheme(authorization, BEARER)
        && matches(bearerDigest, authorization.substring(BEARER.length()).strip());
  }

  private static boolean hasScheme(String authorization, String scheme) {
    return authorization.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  private static boolean matches(byte @Nullable [] expected, @Nullable String given) {
    return expected != null && given != null && MessageDigest.isEqual(expected, digest(given));
  }

  private static @Nullable String decode(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
