package io.github.servletexporter.it.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.docs.CodeBlock;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.ConfigLoader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Check of our settings: the product loads them, with files that exist in place of the page's. */
final class SettingsCheck implements BlockCheck {

  private final Path directory;
  private final KeyFiles keys;

  SettingsCheck(Path directory) throws Exception {
    this.directory = directory;
    this.keys = KeyFiles.create(directory);
  }

  @Override
  public boolean accepts(CodeBlock block) {
    return block.language().equals("properties")
        && block.lines().stream().allMatch(line -> line.startsWith(ConfigKey.PREFIX));
  }

  /** Settings that only make sense together are in blocks that follow each other. */
  @Override
  public void check(CodeBlock block) throws IOException {
    Properties settings = new Properties();
    settings.load(new StringReader(block.text()));
    Map<String, String> values = new TreeMap<>();
    settings.stringPropertyNames().forEach(key -> values.put(key, settings.getProperty(key)));
    if (values.containsKey(ConfigKey.PREFIX + "tls.client-auth")) {
      values.put(ConfigKey.PREFIX + "tls.certificate", "");
      values.put(ConfigKey.PREFIX + "tls.private-key", "");
    }
    load(values);
  }

  /** Loads settings by their full names, and fails if anything about them is wrong. */
  Config load(Map<String, String> settings) throws IOException {
    Properties local = new Properties();
    settings.forEach((key, value) -> local.setProperty(key, local(key, value)));
    Path file = directory.resolve("settings.properties");
    try (OutputStream out = Files.newOutputStream(file)) {
      local.store(out, null);
    }
    Map<String, String> context = Map.of(ConfigKey.CONFIG_FILE.name(), file.toString());
    try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
      Config config = new ConfigLoader(Map.of(), Map.of(), context, Map.of(), empty).load();
      assertThat(config.warnings()).isEmpty();
      return config;
    }
  }

  private String local(String key, String value) {
    return switch (key.substring(ConfigKey.PREFIX.length())) {
      case "tls.certificate", "tls.trust-certificates" -> keys.certificate().toString();
      case "tls.private-key" -> keys.privateKey().toString();
      case "tls.key-store" -> keys.store().toString();
      case "tls.trust-store" -> keys.trustStore().toString();
      case "error-log" -> value.equals("-") ? value : directory.resolve("errors.json").toString();
      default -> key.endsWith("-file") ? keys.password().toString() : value;
    };
  }
}
