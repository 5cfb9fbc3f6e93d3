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
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Loads a configuration and tries what it names, without leaving anything behind. */
final class ConfigCheck {

  private static final String CONFIG = "--config";

  private final Findings findings = new Findings();

  private ConfigCheck() {}

  static Findings run(List<String> words) throws UsageException {
    Options options = Options.parse(words, List.of(CONFIG));
    if (!options.arguments().isEmpty()) {
      throw new UsageException("unknown argument " + options.arguments().get(0));
    }
    ConfigCheck check = new ConfigCheck();
    check.load(options.get(CONFIG));
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
      findings.warning(ConfigKey.ENABLED + " is false: nothing starts");
    }
    config.find(ConfigKey.PORT).ifPresent(port -> tryPort(port, config));
    config.find(ConfigKey.ERROR_LOG).ifPresent(this::tryErrorLog);
    StoreCheck.run(config, findings);
  }

  private void tryPort(int port, Config config) {
    String host = config.get(ConfigKey.BIND_ADDRESS);
    boolean tls = config.find(ConfigKey.TLS_KEY_STORE).isPresent();
    String name = "port " + port + " of " + host;
    try (ServerSocket socket = new ServerSocket()) {
      InetAddress address = InetAddress.getByName(host);
      socket.bind(new InetSocketAddress(address, port));
      findings.ok(name + " can be bound" + (tls ? ", with TLS" : ""));
      if (address.isAnyLocalAddress() && !tls && !hasCredentials(config)) {
        findings.warning(name + " is open to everyone: there are neither credentials nor TLS");
      }
    } catch (IOException e) {
      findings.failure(name + " can't be bound: " + e.getMessage());
    }
  }

  private static boolean hasCredentials(Config config) {
    return config.find(ConfigKey.AUTH_USER).isPresent()
        || config.find(ConfigKey.AUTH_TOKEN).isPresent();
  }

  private void tryErrorLog(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    String name = ConfigKey.ERROR_LOG + ": ";
    if (directory == null || !Files.isDirectory(directory)) {
      findings.failure(name + "there is no directory " + directory);
    } else if (Files.isDirectory(file)) {
      findings.failure(name + file + " is a directory");
    } else if (!Files.isWritable(Files.exists(file) ? file : directory)) {
      findings.failure(name + file + " can't be written by this user");
    } else {
      findings.ok(name + file + " can be written");
    }
  }
}
