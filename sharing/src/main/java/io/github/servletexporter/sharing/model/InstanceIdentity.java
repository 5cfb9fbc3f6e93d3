package io.github.servletexporter.sharing.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Identity of one web application in one JVM, from its start to its end. No two instances are ever
 * equal, not even one web application before and after a redeployment.
 *
 * @param host name of the host
 * @param scope scope of the process id: boot of the host and namespace of process ids; empty if
 *     unknown
 * @param pid process id
 * @param processStart start of the process in the format of the platform; empty if unknown
 * @param startMillis Unix time at which the JVM started
 * @param application name of the web application, which no other one in its JVM has at the same
 *     time: usually its context path, empty for the root
 * @param incarnation random number, chosen at each start of the web application
 */
public record InstanceIdentity(
    String host,
    String scope,
    long pid,
    String processStart,
    long startMillis,
    String application,
    long incarnation) {

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9.-]+");
  private static final int READABLE_LENGTH = 60;
  private static final int HASH_BYTES = 8;

  /** Returns whether a string has the form of a key. */
  public static boolean isKey(String text) {
    return KEY.matcher(text).matches();
  }

  /**
   * Returns the key of the instance's entry, part of a file name or of a Redis key. It is readable
   * as far as the characters allow, and a hash of all components makes it unique.
   */
  public String key() {
    return String.join(
        "_",
        "m" + readable(host),
        Long.toString(pid),
        Long.toString(startMillis),
        readable(application),
        hash());
  }

  /** Returns the name of the instance in log lines and label values. */
  public String instance() {
    return host + ":" + pid + application;
  }

  /** Returns whether this instance and another one belong to the same JVM. */
  public boolean isInJvmOf(InstanceIdentity other) {
    return host.equals(other.host)
        && scope.equals(other.scope)
        && pid == other.pid
        && processStart.equals(other.processStart)
        && startMillis == other.startMillis;
  }

  /** Returns a new identity of the same web application. */
  public InstanceIdentity withIncarnation(long next) {
    return new InstanceIdentity(host, scope, pid, processStart, startMillis, application, next);
  }

  private static String readable(String text) {
    String safe = UNSAFE.matcher(text).replaceAll("-");
    return safe.length() <= READABLE_LENGTH ? safe : safe.substring(0, READABLE_LENGTH);
  }

  /**
   * Returns what distinguishes two instances whose readable parts are the same. The hashed text is
   * part of the format of a store: it never changes, or running instances would get other keys.
   */
  private String hash() {
    String all =
        "MemberIdentity[host="
            + host
            + ", scope="
            + scope
            + ", pid="
            + pid
            + ", processStart="
            + processStart
            + ", startMillis="
            + startMillis
            + ", contextPath="
            + application
            + ", incarnation="
            + incarnation
            + "]";
    byte[] digest = sha256().digest(all.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
