package io.github.servletexporter.listener.config;

import io.github.servletexporter.base.InputFile;
import io.github.servletexporter.base.LogText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Loader of the key store and trust store of the metrics port. */
final class TlsContext {

  private TlsContext() {}

  /**
   * Returns the TLS context of a configuration, empty if it has no key store. Key stores may have
   * any format that the Java platform detects: PKCS12 or JKS.
   *
   * @throws ConfigException if a file cannot be read, its password is wrong, or it contains nothing
   *     usable
   */
  static Optional<SSLContext> of(Config config) {
    return config.find(ConfigKey.TLS_KEY_STORE).map(keyStore -> load(config, keyStore));
  }

  private static SSLContext load(Config config, Path keyStore) {
    KeyManager[] keys =
        usable(
            config,
            ConfigKey.TLS_KEY_STORE,
            () -> keyManagers(keyStore, config.get(ConfigKey.TLS_KEY_STORE_PASSWORD)));
    TrustManager[] trusted =
        usable(
            config,
            ConfigKey.TLS_TRUST_STORE,
            () -> trustManagers(config.find(ConfigKey.TLS_TRUST_STORE), trustPassword(config)));
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trusted, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform supports TLS", e);
    }
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
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, password.toCharArray());
    return factory.getKeyManagers();
  }

  private static TrustManager[] trustManagers(Optional<Path> file, @Nullable String password)
      throws GeneralSecurityException, IOException {
    if (file.isEmpty()) {
      return new TrustManager[0];
    }
    KeyStore certificates = load(file.get(), password == null ? null : password.toCharArray());
    boolean usable = false;
    for (var aliases = certificates.aliases(); aliases.hasMoreElements(); ) {
      usable |= certificates.isCertificateEntry(aliases.nextElement());
    }
    if (!usable) {
      throw new KeyStoreException("it contains no trusted certificate");
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(certificates);
    return factory.getTrustManagers();
  }

  /** The type PKCS12 of the Java platform detects and loads JKS as well. */
  private static KeyStore load(Path file, char @Nullable [] password)
      throws GeneralSecurityException, IOException {
    byte[] content = InputFile.read(file);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(content), password);
    return store;
  }

  /** Loading of a file that can fail. */
  private interface Loading<T> {
    T load() throws GeneralSecurityException, IOException;
  }
}
