package io.github.servletexporter.filter.meter;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Closed set of values of the label {@code http_request_method}: the known methods, and {@code
 * _OTHER} for all others (HTTP conventions of OpenTelemetry). Method names are case-sensitive.
 *
 * <p>Immutable and thread-safe. Finding a method allocates nothing.
 */
public final class HttpMethods {

  /** Known methods by default: those of RFC 9110 section 9, RFC 5789 and RFC 10008. */
  public static final List<String> DEFAULT_NAMES =
      List.of(
          "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "QUERY");

  /** Method whose responses have no body (RFC 9110 section 9.3.2). */
  public static final String HEAD = "HEAD";

  /** Limit on the number of known methods. */
  public static final int MAX_METHODS = 64;

  /** Limit on the length of the name of a known method. */
  public static final int MAX_LENGTH = 32;

  private static final String OTHER = "_OTHER";
  private static final String SYMBOLS = "!#$%&'*+-.^_`|~";

  private final List<String> labels;
  private final String[] names;
  private final int other;
  private final int head;

  private HttpMethods(List<String> names) {
    List<String> all = new ArrayList<>(names);
    all.add(OTHER);
    labels = List.copyOf(all);
    other = names.size();
    this.names = names.toArray(new String[0]);
    Set<String> unique = new HashSet<>();
    for (String name : names) {
      if (!isName(name) || !unique.add(name)) {
        throw new IllegalArgumentException("not the name of a method, or a second time: " + name);
      }
    }
    if (names.isEmpty() || names.size() > MAX_METHODS) {
      throw new IllegalArgumentException(names.size() + " methods");
    }
    head = indexOf(HEAD);
  }

  /**
   * Returns the set of the given methods.
   *
   * @throws IllegalArgumentException if there are none or too many, or if one is not a token of RFC
   *     9110, is too long or is contained twice
   */
  public static HttpMethods of(List<String> names) {
    return new HttpMethods(names);
  }

  /** Returns the set of the methods that are known by default. */
  public static HttpMethods defaults() {
    return new HttpMethods(DEFAULT_NAMES);
  }

  /** Returns the number of method indexes. */
  public int count() {
    return labels.size();
  }

  /** Returns the index of {@code _OTHER}. */
  public int other() {
    return other;
  }

  /** Returns the index of a method, from 0 to {@link #count()} - 1. */
  public int indexOf(@Nullable String method) {
    // Faster than a map: containers have one String for each common method, and GET comes first.
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(method)) {
        return i;
      }
    }
    return other;
  }

  /** Returns the label value of an index. */
  public String label(int index) {
    return labels.get(index);
  }

  /** Returns the label value of a method. */
  public String labelOf(@Nullable String method) {
    return label(indexOf(method));
  }

  /**
   * Returns whether HEAD has this index, whose responses have no body. Other methods may share the
   * index if HEAD is not known.
   */
  public boolean mayBeHead(int index) {
    return index == head;
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_LENGTH
        && !name.equals(OTHER)
        && name.chars().allMatch(HttpMethods::isTokenCharacter);
  }

  private static boolean isTokenCharacter(int character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || SYMBOLS.indexOf(character) >= 0;
  }
}
