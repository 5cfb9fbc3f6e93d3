package io.github.servletexporter.listener;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Private key with a certificate for localhost and 127.0.0.1, and the files that contain them.
 * Certificates are encoded here, because keytool would take a JVM for each one.
 *
 * @param name common name
 * @param key private key
 * @param chain certificate and those of its issuers
 */
public record TestKey(String name, PrivateKey key, List<X509Certificate> chain) {

  /** Password of all key stores. */
  public static final String PASSWORD = "changeit";

  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;

  /** 1.2.840.10045.4.3.2, ecdsa-with-SHA256. */
  private static final byte[] SIGNED_WITH =
      der(SEQUENCE, der(6, bytes(0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02)));

  /** Creates an EC key with a certificate that it has signed itself. */
  public static TestKey selfSigned(String name) {
    try {
      KeyPair pair = pair("EC");
      return new TestKey(
          name, pair.getPrivate(), List.of(certificate(name, pair, name, pair.getPrivate())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Creates a key with a certificate that this EC key has signed. */
  public TestKey signed(String subject, String algorithm) {
    try {
      KeyPair pair = pair(algorithm);
      List<X509Certificate> all = new ArrayList<>();
      all.add(certificate(subject, pair, name, key));
      all.addAll(chain);
      return new TestKey(subject, pair.getPrivate(), all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the key and its chain as a PKCS12 key store. */
  public Path store(Path directory) {
    return write(
        directory.resolve(name + ".p12"),
        store ->
            store.setKeyEntry(
                name, key, PASSWORD.toCharArray(), chain.toArray(new X509Certificate[0])));
  }

  /** Writes a PKCS12 trust store with the certificate. */
  public Path trustStore(Path directory) {
    return write(
        directory.resolve("trusts-" + name + ".p12"),
        store -> store.setCertificateEntry(name, chain.get(0)));
  }

  /** Returns the context of a client that trusts this certificate. */
  public SSLContext trusting() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry(name, chain.get(0));
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the chain in PEM. */
  public String certificates() {
    StringBuilder pem = new StringBuilder();
    try {
      for (X509Certificate certificate : chain) {
        pem.append(block("CERTIFICATE", certificate.getEncoded()));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return pem.toString();
  }

  /** Returns the private key in PEM. */
  public String privateKey() {
    return block("PRIVATE KEY", key.getEncoded());
  }

  /** Returns a block of PEM. */
  public static String block(String label, byte[] content) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(content), label);
  }

  private static KeyPair pair(String algorithm) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if (algorithm.equals("RSA")) {
      generator.initialize(2048);
    } else if (algorithm.equals("EC")) {
      generator.initialize(256);
    }
    return generator.generateKeyPair();
  }

  private interface Filling {
    void fill(KeyStore store) throws GeneralSecurityException;
  }

  private static Path write(Path file, Filling filling) {
    try (OutputStream output = Files.newOutputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      filling.fill(store);
      store.store(output, PASSWORD.toCharArray());
      return file;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a certificate (RFC 5280 section 4.1) that is valid until 2049. */
  private static X509Certificate certificate(
      String subject, KeyPair pair, String issuer, PrivateKey signer)
      throws GeneralSecurityException {
    byte[] hosts =
        der(
            SEQUENCE,
            der(0x82, "localhost".getBytes(StandardCharsets.US_ASCII)),
            der(0x87, bytes(127, 0, 0, 1)));
    byte[] alternativeNames = der(SEQUENCE, der(6, bytes(0x55, 0x1D, 0x11)), der(4, hosts));
    byte[] authority =
        der(SEQUENCE, der(6, bytes(0x55, 0x1D, 0x13)), der(4, der(SEQUENCE, der(1, bytes(0xFF)))));
    byte[] content =
        der(
            SEQUENCE,
            der(0xA0, der(2, bytes(2))),
            der(2, bytes(1)),
            SIGNED_WITH,
            named(issuer),
            der(SEQUENCE, time("200101000000Z"), time("491231235959Z")),
            named(subject),
            pair.getPublic().getEncoded(),
            der(0xA3, der(SEQUENCE, alternativeNames, authority)));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(signer);
    signature.update(content);
    byte[] signed = join(bytes(0), signature.sign());
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(der(SEQUENCE, content, SIGNED_WITH, der(3, signed))));
  }

  private static byte[] named(String name) {
    byte[] text = der(0x0C, name.getBytes(StandardCharsets.UTF_8));
    return der(SEQUENCE, der(SET, der(SEQUENCE, der(6, bytes(0x55, 0x04, 0x03)), text)));
  }

  private static byte[] time(String text) {
    return der(0x17, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] der(int tag, byte[]... content) {
    byte[] all = join(content);
    byte[] head =
        all.length < 0x80
            ? bytes(tag, all.length)
            : bytes(tag, 0x82, all.length >> 8, all.length & 0xFF);
    return join(head, all);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
