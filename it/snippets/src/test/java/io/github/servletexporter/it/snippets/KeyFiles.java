package io.github.servletexporter.it.snippets;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;

/**
 * A key with its certificate in the formats that the pages name.
 *
 * @param store PKCS12 with the key
 * @param trustStore PKCS12 with the certificate
 * @param password the password of the stores, a line
 * @param certificate PEM
 * @param privateKey PEM
 */
record KeyFiles(Path store, Path trustStore, Path password, Path certificate, Path privateKey) {

  private static final String PASSWORD = "changeit";

  static KeyFiles create(Path directory) throws Exception {
    Path store = directory.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "metrics",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore entries = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      entries.load(in, PASSWORD.toCharArray());
    }
    return new KeyFiles(
        store,
        trustStore(directory.resolve("trust.p12"), entries.getCertificate("metrics")),
        Files.writeString(directory.resolve("password"), PASSWORD + "\n"),
        pem(
            directory.resolve("tls.crt"),
            "CERTIFICATE",
            entries.getCertificate("metrics").getEncoded()),
        pem(
            directory.resolve("tls.key"),
            "PRIVATE KEY",
            entries.getKey("metrics", PASSWORD.toCharArray()).getEncoded()));
  }

  private static Path trustStore(Path file, Certificate certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("metrics", certificate);
    try (OutputStream out = Files.newOutputStream(file)) {
      trusted.store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  private static Path pem(Path file, String label, byte[] content) throws Exception {
    String text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n");
  }
}
