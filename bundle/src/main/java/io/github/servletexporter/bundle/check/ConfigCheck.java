package io.github.servletexporter.bundle.check;

import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigException;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.ConfigLoader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Test of a configuration that tries its port, files and store and leaves nothing behind. */
final class ConfigCheck {

  private static final String ERROR_LOG = ConfigKey.ERROR_LOG + ": ";

  private final Findings findings = new Findings();

  private ConfigCheck() {}

  /**
   * Tests the configuration of this machine.
   *
   * @param file the file with further settings, or null for the one that the sources name
   */
  static Findings run(@Nullable String file) {
    ConfigCheck check = new ConfigCheck();
    check.load(file);
    return check.findings;
  }

  private void load(@Nullable String file) {
    Map<String, String> system = systemProperties();
    if (file != null) {
      system.put(ConfigKey.CONFIG_FILE.name(), file);
    }
    try {
      Config config =
          new ConfigLoader(
                  system, System.getenv(), Map.of(), Map.of(), ConfigCheck.class.getClassLoader())
              .load();
      if (config.settings().isEmpty()) {
        findings.ok(config.toString());
      }
      config.settings().forEach(setting -> findings.ok(setting.toString()));
      config.warnings().forEach(findings::warning);
      tryAll(config);
    } catch (ConfigException e) {
      e.problems().forEach(findings::failure);
    }
  }

  private static Map<String, String> systemProperties() {
    Properties properties = System.getProperties();
    Map<String, String> copy = new HashMap<>();
    properties.stringPropertyNames().forEach(name -> copy.put(name, properties.getProperty(name)));
    return copy;
  }

  private void tryAll(Config config) {
    if (!config.get(ConfigKey.ENABLED)) {
      findings.warning(ConfigKey.ENABLED + " is false: servlet-exporter does not start");
    }
    config.find(ConfigKey.PORT).ifPresent(port -> tryPort(port, config));
    config.find(ConfigKey.ERROR_LOG).ifPresent(this::tryErrorLog);
    StoreCheck.run(config, findings);
  }

  private void tryPort(int port, Config config) {
    String host = config.get(ConfigKey.BIND_ADDRESS);
    boolean tls =
        config.find(ConfigKey.TLS_KEY_STORE).isPresent()
            || config.find(ConfigKey.TLS_CERTIFICATE).isPresent();
    String name = "metrics port " + host + ":" + port;
    try (ServerSocket socket = new ServerSocket()) {
      InetAddress address = InetAddress.getByName(host);
      socket.bind(new InetSocketAddress(address, port));
      findings.ok(name + " can be bound" + (tls ? " and uses TLS" : ""));
      if (address.isAnyLocalAddress() && !tls && !hasCredentials(config)) {
        findings.warning(
            name + " is open to every client: neither credentials nor TLS are configured");
      }
    } catch (IOException e) {
      findings.failure(name + " cannot be bound: " + e.getMessage());
    }
  }

  private static boolean hasCredentials(Config config) {
    return config.find(ConfigKey.AUTH_USER).isPresent()
        || config.find(ConfigKey.AUTH_TOKEN).isPresent();
  }

  private void tryErrorLog(Path file) {
    if (file.toString().equals("-")) {
      findings.ok(ERROR_LOG + "standard output");
      return;
    }
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      findings.failure(ERROR_LOG + "directory does not exist: " + directory);
    } else if (Files.isDirectory(file)) {
      findings.failure(ERROR_LOG + "is a directory: " + file);
    } else if (!Files.isWritable(Files.exists(file) ? file : directory)) {
      findings.failure(ERROR_LOG + "not writable by this user: " + file);
    } else {
      findings.ok(ERROR_LOG + "writable: " + file);
    }
  }
}
