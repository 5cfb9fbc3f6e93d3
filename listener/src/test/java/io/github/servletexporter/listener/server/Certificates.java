package io.github.servletexporter.listener.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Key stores created with keytool; the password of all of them is {@value #PASSWORD}. */
final class Certificates {

  static final String PASSWORD = "changeit";

  private Certificates() {}

  /** Creates a key with a self-signed certificate for localhost and 127.0.0.1. */
  static Path key(Path directory, String name) throws IOException, InterruptedException {
    Path store = directory.resolve(name + ".p12");
    run(
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "san=dns:localhost,ip:127.0.0.1",
        "-validity",
        "2",
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass",
        PASSWORD);
    return store;
  }

  /** Creates a trust store with the certificate of a key. */
  static Path trusting(Path directory, Path keyStore, String name)
      throws IOException, InterruptedException {
    Path certificate = directory.resolve(name + ".cer");
    Path store = directory.resolve("trusts-" + name + ".p12");
    run(
        "-exportcert",
        "-alias",
        name,
        "-keystore",
        keyStore.toString(),
        "-storepass",
        PASSWORD,
        "-file",
        certificate.toString());
    run(
        "-importcert",
        "-noprompt",
        "-alias",
        name,
        "-file",
        certificate.toString(),
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass",
        PASSWORD);
    return store;
  }

  private static void run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    Process keytool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed: " + command);
    }
  }
}
