package io.github.servletexporter.listener.journal;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Uncaught exception as a line of JSON in UTF-8 that ends with a line feed. */
final class ExceptionLine {

  private ExceptionLine() {}

  /**
   * Returns the line.
   *
   * @param instance name of the instance that writes the line
   * @param suppressed number of exceptions of the same kind without a line since the last one
   */
  static byte[] of(ExceptionRecord exception, String instance, long suppressed) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      json.name("time").value(exception.time().toString());
      json.name("instance").value(instance);
      json.name("method").value(exception.request().method());
      json.name("route").value(exception.request().route());
      json.name("status").value(exception.request().status());
      json.name("exception").value(exception.exception().type());
      json.name("message").value(exception.exception().message());
      if (exception.traceId() != null) {
        json.name("trace_id").value(exception.traceId());
      }
      if (suppressed > 0) {
        json.name("suppressed").value(suppressed);
      }
      writeStack(json, exception.exception().lines());
      json.endObject();
    }
    return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void writeStack(JsonWriter json, List<String> lines) throws IOException {
    json.name("stack").beginArray();
    for (String line : lines) {
      json.value(line.strip());
    }
    json.endArray();
  }
}
