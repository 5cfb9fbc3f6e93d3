package io.github.servletexporter.listener.config;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * How the server of our own speaks TLS.
 *
 * @param context the server's certificate, and whose clients' certificates it trusts
 * @param clientAuth whether a client has to have one
 */
public record TlsConfig(SSLContext context, ClientAuth clientAuth) {

  /** Checks that both are there. */
  public TlsConfig {
    Objects.requireNonNull(context, "context");
    Objects.requireNonNull(clientAuth, "clientAuth");
  }

  /** Whether clients show a certificate. */
  public enum ClientAuth {
    /** They need none. */
    NONE,
    /** Without one that is trusted they get nowhere. */
    NEED
  }

  /**
   * Loads certificates from files, in any format that the Java platform tells by itself: PKCS12,
   * JKS.
   *
   * @param keyStore the file with the server's key and certificate
   * @param password its password
   * @param trustStore the file with the certificates that clients' are signed with, or null: no
   *     client has to have one
   * @param trustPassword its password, or null: its content is not verified
   * @throws IllegalArgumentException if a file can't be read, its password is wrong, or there is
   *     nothing in it that is of use
   */
  public static TlsConfig load(
      Path keyStore, String password, @Nullable Path trustStore, @Nullable String trustPassword) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManager[] trusted =
          trustStore == null ? new TrustManager[0] : trustManagers(trustStore, trustPassword);
      context.init(keyManagers(keyStore, password).getKeyManagers(), trusted, null);
      return new TlsConfig(context, trustStore == null ? ClientAuth.NONE : ClientAuth.NEED);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static KeyManagerFactory keyManagers(Path file, String password)
      throws GeneralSecurityException {
    KeyStore keys = open(file, password);
    boolean usable = false;
    for (var aliases = keys.aliases(); aliases.hasMoreElements(); ) {
      usable |= keys.isKeyEntry(aliases.nextElement());
    }
    if (!usable) {
      throw new IllegalArgumentException(file + " has no key with a certificate");
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, password.toCharArray());
    return factory;
  }

  private static TrustManager[] trustManagers(Path file, @Nullable String password)
      throws GeneralSecurityException {
    KeyStore certificates = open(file, password);
    boolean usable = false;
    for (var aliases = certificates.aliases(); aliases.hasMoreElements(); ) {
      usable |= certificates.isCertificateEntry(aliases.nextElement());
    }
    if (!usable) {
      throw new IllegalArgumentException(file + " has no trusted certificate");
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(certificates);
    return factory.getTrustManagers();
  }

  private static KeyStore open(Path file, @Nullable String password)
      throws GeneralSecurityException {
    try {
      return KeyStore.getInstance(file.toFile(), password == null ? null : password.toCharArray());
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " can't be opened: " + e.getMessage(), e);
    }
  }
}
