package io.github.servletexporter.listener.config;

import static java.util.stream.Collectors.joining;

import io.github.servletexporter.base.InputFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * File of certificates or of a private key in PEM (RFC 7468). Text between the blocks is ignored.
 *
 * @param blocks blocks in their order
 */
record PemFile(List<Block> blocks) {

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String PRIVATE_KEY = "PRIVATE KEY";
  private static final int MAX_LABEL = 40;

  PemFile {
    blocks = List.copyOf(blocks);
  }

  /**
   * Block of a file.
   *
   * @param label text that the first and the last line contain
   * @param base64 content, not yet decoded
   */
  record Block(String label, String base64) {

    byte[] content() throws GeneralSecurityException {
      try {
        return Base64.getDecoder().decode(base64);
      } catch (IllegalArgumentException e) {
        throw new GeneralSecurityException("block " + label + " is not Base64");
      }
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read
   * @throws GeneralSecurityException if a block has no end
   */
  static PemFile read(Path file) throws IOException, GeneralSecurityException {
    List<Block> blocks = new ArrayList<>();
    String label = null;
    StringBuilder base64 = new StringBuilder();
    for (String line : InputFile.text(file).lines().map(String::strip).toList()) {
      String begun = between(BEGIN, line);
      if (begun != null) {
        require(label == null, label);
        label = begun;
        base64.setLength(0);
      } else if (label != null && label.equals(between(END, line))) {
        blocks.add(new Block(label, base64.toString()));
        label = null;
      } else {
        base64.append(line);
      }
    }
    require(label == null, label);
    return new PemFile(blocks);
  }

  private static @Nullable String between(String start, String line) {
    return line.startsWith(start)
            && line.endsWith(DASHES)
            && line.length() >= start.length() + DASHES.length()
        ? line.substring(start.length(), line.length() - DASHES.length())
        : null;
  }

  private static void require(boolean complete, @Nullable String label)
      throws GeneralSecurityException {
    if (!complete) {
      throw new GeneralSecurityException("block " + label + " has no end");
    }
  }

  /**
   * Returns all certificates of the file.
   *
   * @throws GeneralSecurityException if there is none, or one is damaged
   */
  List<X509Certificate> certificates() throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    for (Block block : blocks) {
      if (block.label().equals(CERTIFICATE)) {
        certificates.add(
            (X509Certificate)
                factory.generateCertificate(new ByteArrayInputStream(block.content())));
      }
    }
    if (certificates.isEmpty()) {
      throw new CertificateException("it contains no " + CERTIFICATE + found());
    }
    return certificates;
  }

  /**
   * Returns the certificates of the file as a chain: each one is signed by the next.
   *
   * @throws GeneralSecurityException if they are no chain, or the key of the first one is neither
   *     RSA nor EC
   */
  List<X509Certificate> chain() throws GeneralSecurityException {
    List<X509Certificate> chain = certificates();
    for (int i = 1; i < chain.size(); i++) {
      if (!chain
          .get(i - 1)
          .getIssuerX500Principal()
          .equals(chain.get(i).getSubjectX500Principal())) {
        throw new CertificateException(
            "certificate "
                + (i + 1)
                + " is not the issuer of certificate "
                + i
                + "; the server's certificate has to be the first, each followed by its issuer");
      }
    }
    String algorithm = chain.get(0).getPublicKey().getAlgorithm();
    if (!algorithm.equals("RSA") && !algorithm.equals("EC")) {
      throw new CertificateException(
          "the certificate has a key of type " + algorithm + "; supported are RSA and EC");
    }
    return chain;
  }

  /**
   * Returns the private key of the file.
   *
   * @param certificate certificate that the key belongs to
   * @throws GeneralSecurityException if there is not exactly one key, it is in another format than
   *     unencrypted PKCS#8, or it belongs to another certificate
   */
  PrivateKey privateKey(X509Certificate certificate) throws GeneralSecurityException {
    List<Block> keys = blocks.stream().filter(block -> isKey(block.label())).toList();
    if (keys.size() != 1) {
      throw new KeyException(
          keys.isEmpty()
              ? "it contains no " + PRIVATE_KEY + found()
              : "it contains " + keys.size() + " private keys");
    }
    requirePkcs8(keys.get(0).label());
    String algorithm = certificate.getPublicKey().getAlgorithm();
    PrivateKey key = decoded(keys.get(0), algorithm);
    if (!belongTogether(key, certificate)) {
      throw new KeyException("the private key does not belong to the certificate");
    }
    return key;
  }

  private static boolean isKey(String label) {
    return label.equals(PRIVATE_KEY) || label.endsWith(" " + PRIVATE_KEY);
  }

  private static void requirePkcs8(String label) throws KeyException {
    switch (label) {
      case PRIVATE_KEY -> {}
      case "ENCRYPTED " + PRIVATE_KEY ->
          throw new KeyException(
              "the private key is encrypted; decrypt it with \"openssl pkcs8 -in key.pem -out"
                  + " decrypted.pem\", or use "
                  + ConfigKey.TLS_KEY_STORE);
      default ->
          throw new KeyException(
              cut(label)
                  + " is not supported; convert it to PKCS#8 with \"openssl pkcs8 -topk8 -nocrypt"
                  + " -in key.pem -out pkcs8.pem\"");
    }
  }

  private static PrivateKey decoded(Block block, String algorithm) throws GeneralSecurityException {
    try {
      return KeyFactory.getInstance(algorithm)
          .generatePrivate(new PKCS8EncodedKeySpec(block.content()));
    } catch (InvalidKeySpecException e) {
      throw new KeyException(
          "it is not a private key of type " + algorithm + ", as the certificate requires", e);
    }
  }

  private static boolean belongTogether(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    byte[] text = certificate.getSignature();
    String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(text);
    return signature.verify(signed);
  }

  private String found() {
    return blocks.isEmpty()
        ? ", nor any other PEM block"
        : blocks.stream()
            .map(block -> cut(block.label()))
            .distinct()
            .limit(3)
            .collect(joining(", ", ", but ", ""));
  }

  private static String cut(String label) {
    return label.substring(0, Math.min(label.length(), MAX_LABEL));
  }
}
