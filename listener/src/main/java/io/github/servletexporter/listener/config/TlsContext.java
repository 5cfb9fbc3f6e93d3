package io.github.servletexporter.listener.config;

import io.github.servletexporter.base.InputFile;
import io.github.servletexporter.base.LogText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Loader of the key, the certificates and the trusted certificates of the metrics port. */
final class TlsContext {

  /** More than the clients of a metrics port; without a session, a client shakes hands anew. */
  private static final int MOST_SESSIONS = 256;

  private static final String TYPE = "PKCS12";

  /** Password of a key store that is never written. */
  private static final char[] IN_MEMORY = "memory".toCharArray();

  private TlsContext() {}

  /**
   * Returns the TLS context of a configuration, empty if it has no key. Key stores may have any
   * format that the Java platform detects: PKCS12 or JKS.
   *
   * @throws ConfigException if a file cannot be read, its password is wrong, or it contains nothing
   *     usable
   */
  static Optional<SSLContext> of(Config config) {
    Optional<Path> keyStore = config.find(ConfigKey.TLS_KEY_STORE);
    if (keyStore.isPresent()) {
      return Optional.of(context(keysOfStore(config, keyStore.get()), trusted(config)));
    }
    return config
        .find(ConfigKey.TLS_CERTIFICATE)
        .map(certificate -> context(keysOfPem(config, certificate), trusted(config)));
  }

  private static SSLContext context(KeyManager[] keys, TrustManager[] trusted) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trusted, null);
      // The default is 20,480, each with the certificates of its client.
      context.getServerSessionContext().setSessionCacheSize(MOST_SESSIONS);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform supports TLS", e);
    }
  }

  private static KeyManager[] keysOfStore(Config config, Path file) {
    return usable(
        config,
        ConfigKey.TLS_KEY_STORE,
        () -> keyManagers(file, config.get(ConfigKey.TLS_KEY_STORE_PASSWORD)));
  }

  private static KeyManager[] keysOfPem(Config config, Path file) {
    List<X509Certificate> chain =
        usable(config, ConfigKey.TLS_CERTIFICATE, () -> PemFile.read(file).chain());
    return usable(
        config,
        ConfigKey.TLS_PRIVATE_KEY,
        () -> {
          PemFile pem = PemFile.read(config.get(ConfigKey.TLS_PRIVATE_KEY));
          KeyStore keys = emptyStore();
          keys.setKeyEntry(
              "key",
              pem.privateKey(chain.get(0)),
              IN_MEMORY,
              chain.toArray(new X509Certificate[0]));
          return keyManagers(keys, IN_MEMORY);
        });
  }

  private static TrustManager[] trusted(Config config) {
    Optional<Path> store = config.find(ConfigKey.TLS_TRUST_STORE);
    if (store.isPresent()) {
      return usable(
          config,
          ConfigKey.TLS_TRUST_STORE,
          () -> trustManagers(store.get(), trustPassword(config)));
    }
    Optional<Path> pem = config.find(ConfigKey.TLS_TRUST_CERTIFICATES);
    return pem.isPresent()
        ? usable(config, ConfigKey.TLS_TRUST_CERTIFICATES, () -> trustManagers(pem.get()))
        : new TrustManager[0];
  }

  private static <T> T usable(Config config, ConfigKey<?> key, Loading<T> loading) {
    try {
      return loading.load();
    } catch (GeneralSecurityException | IOException e) {
      throw new ConfigException(
          List.of(
              config.setting(key)
                  + " cannot be used: "
                  + LogText.escaped(String.valueOf(e.getMessage()))));
    }
  }

  private static @Nullable String trustPassword(Config config) {
    return config.find(ConfigKey.TLS_TRUST_STORE_PASSWORD).orElse(null);
  }

  private static KeyManager[] keyManagers(Path file, String password)
      throws GeneralSecurityException, IOException {
    KeyStore keys = load(file, password.toCharArray());
    boolean usable = false;
    for (var aliases = keys.aliases(); aliases.hasMoreElements(); ) {
      usable |= keys.isKeyEntry(aliases.nextElement());
    }
    if (!usable) {
      throw new KeyStoreException("it contains no key with a certificate");
    }
    return keyManagers(keys, password.toCharArray());
  }

  private static KeyManager[] keyManagers(KeyStore keys, char[] password)
      throws GeneralSecurityException {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, password);
    return factory.getKeyManagers();
  }

  private static TrustManager[] trustManagers(Path file, @Nullable String password)
      throws GeneralSecurityException, IOException {
    KeyStore certificates = load(file, password == null ? null : password.toCharArray());
    boolean usable = false;
    for (var aliases = certificates.aliases(); aliases.hasMoreElements(); ) {
      usable |= certificates.isCertificateEntry(aliases.nextElement());
    }
    if (!usable) {
      throw new KeyStoreException("it contains no trusted certificate");
    }
    return trustManagers(certificates);
  }

  private static TrustManager[] trustManagers(Path pem)
      throws GeneralSecurityException, IOException {
    KeyStore certificates = emptyStore();
    for (X509Certificate certificate : PemFile.read(pem).certificates()) {
      certificates.setCertificateEntry("certificate " + certificates.size(), certificate);
    }
    return trustManagers(certificates);
  }

  private static TrustManager[] trustManagers(KeyStore certificates)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(certificates);
    return factory.getTrustManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(TYPE);
    store.load(null, null);
    return store;
  }

  /** The type PKCS12 of the Java platform detects and loads JKS as well. */
  private static KeyStore load(Path file, char @Nullable [] password)
      throws GeneralSecurityException, IOException {
    byte[] content = InputFile.read(file);
    KeyStore store = KeyStore.getInstance(TYPE);
    store.load(new ByteArrayInputStream(content), password);
    return store;
  }

  /** Loading of a file that can fail. */
  private interface Loading<T> {
    T load() throws GeneralSecurityException, IOException;
  }
}
