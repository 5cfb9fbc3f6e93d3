package io.github.servletexporter.it.standalone;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Line of an access log in the common format. */
record LoggedRequest(String method, String path, int status) {
  private static final Pattern LINE = Pattern.compile("\"(\\S+) (\\S+) [^\"]*\" (\\d{3}) ");

  static Optional<LoggedRequest> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.find()
        ? Optional.of(
            new LoggedRequest(
                matcher.group(1), matcher.group(2), Integer.parseInt(matcher.group(3))))
        : Optional.empty();
  }
}
