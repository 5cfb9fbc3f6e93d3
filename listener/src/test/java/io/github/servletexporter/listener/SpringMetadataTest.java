package io.github.servletexporter.listener;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.servletexporter.listener.config.ConfigKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Compares the configuration metadata of the Spring Boot starter, which editors complete keys from,
 * with the keys. {@code -Ddocs.update=true} rewrites it, as the tables in docs/.
 */
class SpringMetadataTest {

  private static final Path METADATA =
      Path.of(
          "..",
          "spring-boot-starter/src/main/resources/META-INF/spring-configuration-metadata.json");
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  @Test
  void metadataListsEveryKey() throws IOException {
    String expected = GSON.toJson(metadata()) + "\n";

    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(METADATA, expected);
    }
    assertThat(Files.readString(METADATA)).isEqualTo(expected);
  }

  private static Map<String, Object> metadata() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("groups", List.of(Map.of("name", "servlet-exporter")));
    metadata.put("properties", ConfigKey.all().stream().map(SpringMetadataTest::property).toList());
    metadata.put("hints", hints());
    return metadata;
  }

  private static Map<String, Object> property(ConfigKey<?> key) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("name", key.name());
    property.put("type", type(key));
    property.put("description", key.meaning().replace("`", "") + ".");
    Object value = key.defaultValue().orElse(null);
    if (isPlain(value)) {
      property.put("defaultValue", value);
    } else if (!key.defaultText().isEmpty()) {
      property.put("defaultValue", key.defaultText());
    }
    return property;
  }

  /** A key without a default is text, and so is a duration, whose form differs from Spring's. */
  private static String type(ConfigKey<?> key) {
    Object value = key.defaultValue().orElse(null);
    if (value instanceof List) {
      return "java.util.List<java.lang.String>";
    }
    return isPlain(value) ? value.getClass().getName() : String.class.getName();
  }

  private static boolean isPlain(Object value) {
    return value instanceof Boolean || value instanceof Integer;
  }

  private static List<Map<String, Object>> hints() {
    List<Map<String, Object>> hints = new ArrayList<>();
    for (ConfigKey<?> key : ConfigKey.all()) {
      if (key.defaultValue().orElse(null) instanceof Enum<?> constant) {
        Map<String, Object> hint = new LinkedHashMap<>();
        hint.put("name", key.name());
        hint.put(
            "values",
            Arrays.stream(constant.getDeclaringClass().getEnumConstants())
                .map(each -> Map.of("value", each.toString().toLowerCase(Locale.ROOT)))
                .toList());
        hints.add(hint);
      }
    }
    return hints;
  }
}
