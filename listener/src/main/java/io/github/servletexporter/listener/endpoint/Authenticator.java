package io.github.servletexporter.listener.endpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Check of the {@code Authorization} field of requests to servlet-exporter's endpoints.
 *
 * <p>Thread-safe. Digests of equal length are compared in constant time, so that the time of an
 * answer does not reveal how much of a guess was right.
 */
public final class Authenticator {

  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final String BASIC = "Basic ";
  private static final String BEARER = "Bearer ";

  private final AuthFailures failures;
  private volatile Credentials credentials;

  /**
   * Creates an authenticator; without any credentials it admits everyone.
   *
   * @param user user name of Basic authentication (RFC 7617), or null for none
   * @param password password of Basic authentication, or null for none
   * @param token token of Bearer authentication (RFC 6750), or null for none
   * @param failures counts and limits the requests with wrong credentials
   */
  public Authenticator(
      @Nullable String user,
      @Nullable String password,
      @Nullable String token,
      AuthFailures failures) {
    this.failures = failures;
    this.credentials = new Credentials(user, password, token);
  }

  /**
   * Replaces the credentials, from the next request on.
   *
   * @param user user name of Basic authentication (RFC 7617), or null for none
   * @param password password of Basic authentication, or null for none
   * @param token token of Bearer authentication (RFC 6750), or null for none
   */
  public void replace(@Nullable String user, @Nullable String password, @Nullable String token) {
    credentials = new Credentials(user, password, token);
  }

  /**
   * Returns an endpoint that answers 401 to clients without valid credentials, and 429 to those
   * that have guessed too often.
   *
   * @param endpoint answers the other clients
   */
  public Endpoint protect(Endpoint endpoint) {
    return protect((exchange, identified) -> endpoint.handle(exchange));
  }

  /**
   * Returns the same endpoint for one that shows more to clients that have shown credentials than
   * to those that needed none.
   */
  public Endpoint protect(IdentifyingEndpoint endpoint) {
    return exchange -> {
      switch (decide(exchange)) {
        case OPEN -> endpoint.handle(exchange, false);
        case ADMITTED -> endpoint.handle(exchange, true);
        case REFUSED -> refuse(exchange);
        case LIMITED -> limit(exchange);
      }
    };
  }

  /** Returns whether the client of a request has valid credentials, or needs none. */
  boolean admits(Exchange exchange) {
    Decision decision = decide(exchange);
    return decision == Decision.ADMITTED || decision == Decision.OPEN;
  }

  private Decision decide(Exchange exchange) {
    String authorization = exchange.getHeader("Authorization");
    if (challenges().isEmpty()) {
      return Decision.OPEN;
    }
    if (authorization == null) {
      return Decision.REFUSED;
    }
    boolean right = accepts(authorization);
    if (!failures.record(exchange.peer(), right)) {
      return Decision.LIMITED;
    }
    return right ? Decision.ADMITTED : Decision.REFUSED;
  }

  private enum Decision {
    OPEN,
    ADMITTED,
    REFUSED,
    LIMITED
  }

  private static void limit(Exchange exchange) throws IOException {
    exchange.setHeader("Retry-After", "1");
    PlainAnswer.send(exchange, TOO_MANY_REQUESTS, "too many requests with wrong credentials");
  }

  private void refuse(Exchange exchange) throws IOException {
    // Several challenges may stand in one field (RFC 9110 section 11.6.1).
    exchange.setHeader("WWW-Authenticate", String.join(", ", challenges()));
    PlainAnswer.send(exchange, UNAUTHORIZED, "credentials required");
  }

  /** Returns the values of {@code WWW-Authenticate} of an answer with status 401. */
  List<String> challenges() {
    return credentials.challenges;
  }

  /**
   * Returns whether credentials are valid, or none are needed.
   *
   * @param authorization value of the {@code Authorization} field, or null if there is none
   */
  boolean accepts(@Nullable String authorization) {
    Credentials accepted = credentials;
    if (accepted.challenges.isEmpty()) {
      return true;
    }
    if (authorization == null) {
      return false;
    }
    if (hasScheme(authorization, BASIC)) {
      return matches(accepted.basicDigest, decode(authorization.substring(BASIC.length()).strip()));
    }
    return hasScheme(authorization, BEARER)
        && matches(accepted.bearerDigest, authorization.substring(BEARER.length()).strip());
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

  /** Digests of what is accepted. Immutable. */
  private static final class Credentials {

    final List<String> challenges;
    final byte @Nullable [] basicDigest;
    final byte @Nullable [] bearerDigest;

    Credentials(@Nullable String user, @Nullable String password, @Nullable String token) {
      basicDigest = user == null || password == null ? null : digest(user + ":" + password);
      bearerDigest = token == null ? null : digest(token);
      List<String> schemes = new ArrayList<>();
      if (basicDigest != null) {
        schemes.add("Basic realm=\"metrics\", charset=\"UTF-8\"");
      }
      if (bearerDigest != null) {
        schemes.add("Bearer realm=\"metrics\"");
      }
      challenges = List.copyOf(schemes);
    }
  }
}
