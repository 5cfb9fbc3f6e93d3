package io.github.servletexporter.it.operator.prometheus;

import io.github.servletexporter.it.operator.program.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * Key with a self-signed certificate, in the formats of Java and of Prometheus.
 *
 * @param directory the directory of its files
 * @param name the base name of its files
 */
record Certificate(Path directory, String name) {
  static final String PASSWORD = "changeit";

  private static final Path NO_INPUT = Path.of("/dev/null");
  private static final String HOST = "app.example.org";

  /** Creates a key for a server or client of the given name. */
  static Certificate make(Path directory, String name) {
    Certificate certificate = new Certificate(directory, name);
    certificate.keytool(
        "-genkeypair -keyalg EC -validity 2 -dname CN=%s -ext san=dns:%s".formatted(name, HOST));
    return certificate;
  }

  /** Returns the key store, for Java. */
  Path keyStore() {
    return directory.resolve(name + ".p12");
  }

  /** Returns a store that trusts this certificate, for Java. */
  Path trustStore() {
    Path store = directory.resolve(name + "-trusted.p12");
    Path pem = directory.resolve(name + "-exported.pem");
    writeCertificate(pem);
    run(
        "-importcert -noprompt -storetype PKCS12 -alias %s -file %s -keystore %s -storepass %s"
            .formatted(name, pem, store, PASSWORD));
    return store;
  }

  /** Writes the certificate, for Prometheus. */
  void writeCertificate(Path file) {
    keytool("-exportcert -rfc -file " + file);
  }

  /** Writes the private key, for Prometheus. */
  void writeKey(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore())) {
      store.load(in, PASSWORD.toCharArray());
    }
    byte[] key = store.getKey(name, PASSWORD.toCharArray()).getEncoded();
    String text =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(key);
    Files.writeString(
        file, "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
  }

  private void keytool(String arguments) {
    run(
        "%s -alias %s -storetype PKCS12 -keystore %s -storepass %s"
            .formatted(arguments, name, keyStore(), PASSWORD));
  }

  private void run(String arguments) {
    String program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command =
        Stream.concat(Stream.of(program), Stream.of(arguments.split(" "))).toList();
    Program.Finished finished = Program.run(directory, NO_INPUT, command);
    if (finished.exitStatus() != 0) {
      throw new IllegalStateException(finished.output());
    }
  }
}
