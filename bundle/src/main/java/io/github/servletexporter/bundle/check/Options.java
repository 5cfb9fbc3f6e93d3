package io.github.servletexporter.bundle.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words after a command: options with a value each, and arguments.
 *
 * @param values by option, such as {@code --config}
 * @param arguments the rest
 */
record Options(Map<String, String> values, List<String> arguments) {

  /**
   * Reads the words.
   *
   * @param known the options that there are
   * @throws UsageException for any other option, and for one without a value
   */
  static Options parse(List<String> words, List<String> known) throws UsageException {
    Map<String, String> values = new HashMap<>();
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("-")) {
        arguments.add(word);
      } else if (!known.contains(word)) {
        throw new UsageException(
            "unknown option " + word + "; there is " + String.join(", ", known));
      } else if (++i == words.size()) {
        throw new UsageException("option " + word + " has no value");
      } else {
        values.put(word, words.get(i));
      }
    }
    return new Options(values, arguments);
  }

  @Nullable String get(String option) {
    return values.get(option);
  }
}
