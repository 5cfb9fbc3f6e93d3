package io.github.servletexporter.listener.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parser of request heads, strict (RFC 9112): whatever is not exactly a request line and fields is
 * refused, and the connection ends after each refusal and after each request with a body. So no
 * byte is ever parsed that two servers could understand in different ways.
 */
final class RequestParser {

  private static final int BAD_REQUEST = 400;
  private static final int FIELDS_TOO_LARGE = 431;
  private static final int VERSION_NOT_SUPPORTED = 505;
  private static final int MOST_FIELDS = 100;
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
  private static final String LINE_END = "\r\n";
  private static final String HOST = "Host";

  /** Whole address, without a user. */
  private static final Pattern ABSOLUTE =
      Pattern.compile("(?i)https?://(?<host>[^/?@]+)(?<rest>(?:[/?].*)?)");

  private RequestParser() {}

  /**
   * Parses a head.
   *
   * @param bytes contains the head at its beginning
   * @param length length of the head, including the empty line
   * @throws InvalidRequestException if the request is malformed
   */
  static RequestHead parse(byte[] bytes, int length) throws InvalidRequestException {
    String head = new String(bytes, 0, length, ISO_8859_1);
    String[] lines = head.substring(0, length - 2 * LINE_END.length()).split(LINE_END, -1);
    String[] line = lines[0].split(" ", -1);
    check(line.length == 3 && isToken(line[0]), "malformed request line");
    boolean http10 = isHttp10(line[2]);
    Map<String, List<String>> fields = fields(lines);
    int hosts = fields.getOrDefault(HOST, List.of()).size();
    check(hosts == 1 || (hosts == 0 && http10), "exactly one Host field expected");
    String target = originForm(line[1], fields);
    int question = target.indexOf('?');
    return new RequestHead(
        line[0],
        decoded(question < 0 ? target : target.substring(0, question)),
        question < 0 ? null : target.substring(question + 1),
        fields,
        http10 || closes(fields) || hasBody(fields));
  }

  private static boolean isHttp10(String version) throws InvalidRequestException {
    check(
        version.length() == 8 && version.startsWith("HTTP/") && version.charAt(6) == '.',
        "malformed request line");
    if (version.charAt(5) != '1') {
      throw new InvalidRequestException(VERSION_NOT_SUPPORTED, "HTTP/1.1 expected");
    }
    check(Character.digit(version.charAt(7), 10) >= 0, "malformed request line");
    return version.endsWith("0");
  }

  private static Map<String, List<String>> fields(String[] lines) throws InvalidRequestException {
    if (lines.length > MOST_FIELDS) {
      throw new InvalidRequestException(FIELDS_TOO_LARGE, "too many header fields");
    }
    Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      check(colon > 0 && isToken(lines[i].substring(0, colon)), "malformed header field");
      String value = lines[i].substring(colon + 1);
      check(value.chars().allMatch(RequestParser::isFieldText), "malformed header field");
      fields
          .computeIfAbsent(lines[i].substring(0, colon), name -> new ArrayList<>(1))
          .add(value.strip());
    }
    return fields;
  }

  private static boolean isFieldText(int c) {
    return c == '\t' || (c >= ' ' && c != 0x7f);
  }

  private static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || TOKEN_MARKS.indexOf(c) >= 0);
  }

  /**
   * Returns path and query. A proxy may send the whole address, whose host then replaces the field
   * (RFC 9112, section 3.2.2).
   */
  private static String originForm(String target, Map<String, List<String>> fields)
      throws InvalidRequestException {
    check(target.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '#'), "malformed target");
    Matcher absolute = ABSOLUTE.matcher(target);
    if (!absolute.matches()) {
      check(target.startsWith("/"), "malformed target");
      return target;
    }
    fields.put(HOST, List.of(absolute.group("host")));
    String rest = absolute.group("rest");
    return rest.startsWith("/") ? rest : "/" + rest;
  }

  private static String decoded(String path) throws InvalidRequestException {
    if (path.indexOf('%') < 0) {
      return path;
    }
    ByteArrayOutputStream decoded = new ByteArrayOutputStream();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '%') {
        check(i + 2 < path.length(), "malformed target");
        int high = Character.digit(path.charAt(i + 1), 16);
        int low = Character.digit(path.charAt(i + 2), 16);
        check(high >= 0 && low >= 0, "malformed target");
        decoded.write(high << 4 | low);
        i += 2;
      } else {
        decoded.write(c);
      }
    }
    return decoded.toString(UTF_8);
  }

  private static boolean closes(Map<String, List<String>> fields) {
    return fields.getOrDefault("Connection", List.of()).stream()
        .flatMap(value -> List.of(value.split(",", -1)).stream())
        .anyMatch(option -> option.strip().equalsIgnoreCase("close"));
  }

  private static boolean hasBody(Map<String, List<String>> fields) {
    List<String> lengths = fields.getOrDefault("Content-Length", List.of());
    return fields.containsKey("Transfer-Encoding")
        || !(lengths.isEmpty() || lengths.equals(List.of("0")));
  }

  private static void check(boolean valid, String message) throws InvalidRequestException {
    if (!valid) {
      throw new InvalidRequestException(BAD_REQUEST, message);
    }
  }
}
