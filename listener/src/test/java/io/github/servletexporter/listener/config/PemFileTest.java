package io.github.servletexporter.listener.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletexporter.listener.TestKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemFileTest {

  @TempDir private static Path directory;

  private static String certificate;
  private static String key;
  private static String otherCertificate;
  private static String otherKey;

  @BeforeAll
  static void makeKeys() {
    TestKey one = TestKey.selfSigned("one");
    TestKey other = TestKey.selfSigned("other");
    certificate = one.certificates();
    key = one.privateKey();
    otherCertificate = other.certificates();
    otherKey = other.privateKey();
  }

  @Test
  void readsAKeyAndItsCertificateFromOneFileWithTextBetweenThem() throws Exception {
    PemFile pem = pem("Bag Attributes: 1\n" + key + "subject=CN = one\n" + certificate + "end\n");

    X509Certificate first = pem.chain().get(0);
    assertThat(first.getSubjectX500Principal().getName()).isEqualTo("CN=one");
    assertThat(pem.privateKey(first).getAlgorithm()).isEqualTo("EC");
  }

  @Test
  void refusesTheKeyOfAnotherCertificate() throws Exception {
    X509Certificate first = pem(certificate).chain().get(0);

    assertThatThrownBy(() -> pem(otherKey).privateKey(first))
        .hasMessage("the private key does not belong to the certificate");
  }

  @Test
  void refusesCertificatesThatAreNoChain() {
    assertThatThrownBy(() -> pem(certificate + otherCertificate).chain())
        .hasMessageStartingWith("certificate 2 is not the issuer of certificate 1; ");
  }

  @Test
  void refusesTwoKeys() throws Exception {
    X509Certificate first = pem(certificate).chain().get(0);

    assertThatThrownBy(() -> pem(key + otherKey).privateKey(first))
        .hasMessage("it contains 2 private keys");
  }

  @Test
  void refusesACertificateWithAKeyThatTlsDoesNotSupport() throws Exception {
    String unsupported = TestKey.selfSigned("authority").signed("ed", "Ed25519").certificates();

    assertThatThrownBy(() -> pem(unsupported).chain())
        .hasMessage("the certificate has a key of type EdDSA; supported are RSA and EC");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ENCRYPTED PRIVATE KEY | the private key is encrypted; decrypt it with \"openssl pkcs8",
        "RSA PRIVATE KEY | RSA PRIVATE KEY is not supported; convert it to PKCS#8 with \"openssl",
        "EC PRIVATE KEY | EC PRIVATE KEY is not supported; convert it to PKCS#8 with \"openssl",
        "PUBLIC KEY | it contains no PRIVATE KEY, but PUBLIC KEY",
        "PRIVATE KEY | it is not a private key of type EC, as the certificate requires",
      })
  void saysWhatIsNotSupported(String label, String message) throws Exception {
    X509Certificate first = pem(certificate).chain().get(0);

    assertThatThrownBy(() -> pem(TestKey.block(label, new byte[40])).privateKey(first))
        .hasMessageStartingWith(message);
  }

  @Test
  void refusesAFileWithoutABlock() {
    assertThatThrownBy(() -> pem("").certificates())
        .hasMessage("it contains no CERTIFICATE, nor any other PEM block");
  }

  @Test
  void refusesAFileThatIsWrittenHalf() {
    assertThatThrownBy(() -> pem(certificate.substring(0, certificate.length() / 2)))
        .hasMessage("block CERTIFICATE has no end");
  }

  @Test
  void refusesABlockThatIsNotBase64() {
    assertThatThrownBy(
            () -> pem("-----BEGIN CERTIFICATE-----\n***\n-----END CERTIFICATE-----").certificates())
        .hasMessage("block CERTIFICATE is not Base64");
  }

  @Test
  void namesTheKeyOfTheFile() throws Exception {
    Path file = Files.writeString(directory.resolve("one.pem"), certificate);
    Path wrong = Files.writeString(directory.resolve("wrong.pem"), otherKey);
    Config.Builder builder =
        Config.builder().set(ConfigKey.TLS_CERTIFICATE, file).set(ConfigKey.TLS_PRIVATE_KEY, wrong);

    assertThat(catchThrowableOfType(ConfigException.class, builder::build).problems())
        .containsExactly(
            "servlet-exporter.tls.private-key="
                + wrong
                + " (program) cannot be used: the private key does not belong to the certificate");
  }

  private static PemFile pem(String content) throws IOException, GeneralSecurityException {
    return PemFile.read(Files.writeString(directory.resolve("test.pem"), content));
  }
}
