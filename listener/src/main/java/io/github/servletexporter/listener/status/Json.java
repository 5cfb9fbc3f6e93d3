package io.github.servletexporter.listener.status;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writer of a JSON object without NaN, infinity or texts of unlimited length. Not thread-safe. */
final class Json {

  /** Maximum length of a label, word or version. */
  static final int LABEL_CHARS = 200;

  /** Largest magnitude up to which a double represents every whole number. */
  private static final double WHOLE = 1L << 53;

  private static final MathContext ROUNDED = new MathContext(4);

  private final StringWriter text = new StringWriter();
  private final JsonWriter out = new JsonWriter(text);

  Json() throws IOException {
    out.setStrictness(Strictness.STRICT);
    out.setHtmlSafe(true);
    out.beginObject();
  }

  /** Ends the object and returns it in UTF-8. */
  byte[] toBytes() throws IOException {
    out.endObject().close();
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  Json object(String name) throws IOException {
    out.name(name).beginObject();
    return this;
  }

  Json end() throws IOException {
    out.endObject();
    return this;
  }

  Json label(String name, String value) throws IOException {
    return text(name, value, LABEL_CHARS);
  }

  Json text(String name, String value, int maxChars) throws IOException {
    out.name(name).value(VisibleText.shown(value, maxChars));
    return this;
  }

  Json texts(String name, List<String> values, int maxValues, int maxChars) throws IOException {
    out.name(name).beginArray();
    for (String value : values.subList(0, Math.min(values.size(), maxValues))) {
      out.value(VisibleText.shown(value, maxChars));
    }
    out.endArray();
    return this;
  }

  /** Writes a number, or null if it is not finite. */
  Json number(String name, double value) throws IOException {
    out.name(name);
    write(value);
    return this;
  }

  Json count(String name, long value) throws IOException {
    out.name(name).value(value);
    return this;
  }

  /** Writes a time as Unix time in milliseconds, or null. */
  Json time(String name, @Nullable Instant time) throws IOException {
    out.name(name);
    if (time == null) {
      out.nullValue();
    } else {
      out.value(time.toEpochMilli());
    }
    return this;
  }

  /** Writes numbers rounded to four digits, which is more than a plot shows. */
  Json rounded(String name, double[] values) throws IOException {
    out.name(name).beginArray();
    for (double value : values) {
      write(
          Double.isFinite(value) ? new BigDecimal(value).round(ROUNDED).doubleValue() : Double.NaN);
    }
    out.endArray();
    return this;
  }

  Json flag(String name, boolean value) throws IOException {
    out.name(name).value(value);
    return this;
  }

  Json counts(String name, long[] values) throws IOException {
    out.name(name).beginArray();
    for (long value : values) {
      out.value(value);
    }
    out.endArray();
    return this;
  }

  /**
   * Writes a table: its rows and their total number, or the reason why there are none.
   *
   * @param name name of the field
   * @param part rows, or a failure
   * @param maxRows maximum number of rows that are written
   * @param row writes the fields of one row
   */
  <R> Json table(String name, Part<List<R>> part, int maxRows, Row<R> row) throws IOException {
    object(name).failure(part);
    List<R> rows = part.valueOr(List.of());
    count("total", rows.size());
    out.name("rows").beginArray();
    for (R each : rows.subList(0, Math.min(rows.size(), maxRows))) {
      out.beginObject();
      row.write(this, each);
      out.endObject();
    }
    out.endArray();
    return end();
  }

  /** Writes the failure of a part, or null. */
  Json failure(Part<?> part) throws IOException {
    String failure = part.failure();
    out.name("failure");
    if (failure == null) {
      out.nullValue();
    } else {
      out.value(VisibleText.shown(failure, LABEL_CHARS));
    }
    return this;
  }

  private void write(double value) throws IOException {
    if (!Double.isFinite(value)) {
      out.nullValue();
    } else if (value == Math.rint(value) && Math.abs(value) <= WHOLE) {
      out.value((long) value);
    } else {
      out.value(value);
    }
  }

  /** Writer of the fields of one row. */
  interface Row<R> {
    void write(Json json, R row) throws IOException;
  }
}
