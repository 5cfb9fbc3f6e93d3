package io.github.servletexporter.listener.container.detection;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Oldest version of a line of a container without a published vulnerability by which requests are
 * mistaken for each other. No filter can prevent that; docs/security.md names the vulnerabilities.
 *
 * @param container the name of the container's adapter
 * @param line the first two numbers of the version
 * @param patch the third one
 */
record MinimumVersion(String container, String line, int patch) {

  static final List<MinimumVersion> ALL =
      List.of(
          new MinimumVersion("tomcat", "11.0", 27),
          new MinimumVersion("tomcat", "10.1", 61),
          new MinimumVersion("jetty", "12.1", 12),
          new MinimumVersion("jetty", "12.0", 38));

  /** The rest of a version, such as {@code -M1} or {@code .v20260101}, is ignored. */
  private static final Pattern VERSION = Pattern.compile("(\\d{1,4}\\.\\d{1,4})\\.(\\d{1,8})\\b.*");

  /**
   * Returns the minimum version if a container is older. Versions that cannot be read, and lines
   * that are not listed, are not older.
   */
  static Optional<MinimumVersion> notReached(String container, String version) {
    Matcher numbers = VERSION.matcher(version);
    if (numbers.matches()) {
      for (MinimumVersion minimum : ALL) {
        if (minimum.container.equals(container)
            && minimum.line.equals(numbers.group(1))
            && Integer.parseInt(numbers.group(2)) < minimum.patch) {
          return Optional.of(minimum);
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return line + "." + patch;
  }
}
