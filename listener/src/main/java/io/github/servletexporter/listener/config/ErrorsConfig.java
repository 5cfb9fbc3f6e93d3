package io.github.servletexporter.listener.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is written of exceptions that nobody in the application caught.
 *
 * @param file a file that gets a line of JSON for each, or null for none; neither it nor its
 *     directory has to exist
 * @param logged whether they are logged, throttled
 */
public record ErrorsConfig(@Nullable Path file, boolean logged) {

  private static final ErrorsConfig DEFAULTS = new ErrorsConfig(null, true);

  /** Returns the defaults: logged, and in no file. */
  public static ErrorsConfig defaults() {
    return DEFAULTS;
  }
}
