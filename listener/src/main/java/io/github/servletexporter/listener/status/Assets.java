package io.github.servletexporter.listener.status;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Static files of the status page. Their folder is named after a hash of their contents, so that a
 * browser can cache them indefinitely and still sees every change. Immutable.
 */
final class Assets {

  static final List<String> FILES =
      List.of(
          "status.css",
          "app.js",
          "api.js",
          "cell.js",
          "download.js",
          "exceptions.js",
          "format.js",
          "headline.js",
          "lines.js",
          "plotlist.js",
          "plots.js",
          "sections.js",
          "stack.js",
          "table.js",
          "theme.js",
          "icon.svg",
          "uplot.min.js",
          "uplot.min.css",
          "uplot.LICENSE.txt");

  private static final String PAGE = "page.html";
  private static final String VERSION_MARK = "{assets}";
  private static final int VERSION_CHARS = 16;
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "txt", "text/plain; charset=utf-8");

  private final Map<String, Asset> files = new LinkedHashMap<>();
  private final String version;
  private final Asset page;

  private Assets() {
    MessageDigest all = sha256();
    for (String name : FILES) {
      byte[] content = read(name);
      all.update(content);
      files.put(name, Asset.of(name, content));
    }
    version = HexFormat.of().formatHex(all.digest()).substring(0, VERSION_CHARS);
    String html = new String(read(PAGE), StandardCharsets.UTF_8).replace(VERSION_MARK, version);
    page = Asset.of(PAGE, html.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads all files, which takes some milliseconds. */
  static Assets load() {
    return new Assets();
  }

  /** Returns the name of the folder of the files. */
  String version() {
    return version;
  }

  /** Returns the HTML page. */
  Asset page() {
    return page;
  }

  /** Returns a file, or null if there is no file of that name. */
  @Nullable Asset file(String name) {
    return files.get(name);
  }

  private static byte[] read(String name) {
    try (InputStream stream = Assets.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the jar does not contain " + name);
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * File of the status page.
   *
   * @param type media type
   * @param content content of the file
   * @param gzipped compressed content
   * @param tag entity tag, quoted
   */
  @SuppressWarnings("ArrayRecordComponent") // never modified and never compared
  record Asset(String type, byte[] content, byte[] gzipped, String tag) {

    static Asset of(String name, byte[] content) {
      String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
      if (type == null) {
        throw new IllegalArgumentException("no media type for file " + name);
      }
      String digest = HexFormat.of().formatHex(sha256().digest(content));
      return new Asset(
          type, content, gzip(content), "\"" + digest.substring(0, VERSION_CHARS) + "\"");
    }
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
