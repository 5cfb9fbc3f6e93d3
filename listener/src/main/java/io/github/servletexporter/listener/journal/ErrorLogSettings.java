package io.github.servletexporter.listener.journal;

import java.nio.file.Path;

/**
 * Settings of {@code error-log}.
 *
 * @param file path of the file; {@code -} for standard output
 * @param maxBytes size at which a regular file is rotated; 0 disables rotation
 * @param files number of files that are kept, the present one included
 */
public record ErrorLogSettings(Path file, long maxBytes, int files) {

  private static final String STANDARD_OUTPUT = "-";

  /** Validates the numbers. */
  public ErrorLogSettings {
    if (maxBytes < 0 || files < 1) {
      throw new IllegalArgumentException(
          "expected maxBytes >= 0 and files >= 1, but was " + maxBytes + " and " + files);
    }
  }

  boolean isStandardOutput() {
    return file.toString().equals(STANDARD_OUTPUT);
  }
}
