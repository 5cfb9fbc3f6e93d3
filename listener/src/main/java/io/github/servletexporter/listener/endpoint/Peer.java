package io.github.servletexporter.listener.endpoint;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Origin of requests among which limits are fair: an IPv4 address, or the network of an IPv6
 * address, because one client usually has a whole /64.
 *
 * @param bits the address, the first 64 bits of it, or a hash of another name
 * @param wide whether the address is an IPv6 address
 */
public record Peer(long bits, boolean wide) {

  /** Bit that is not part of any IPv4 address. */
  private static final long NAMED = 1L << 32;

  private static final Peer UNKNOWN = new Peer(NAMED, false);

  /** An octet above 255 would make the platform look the address up as a name. */
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

  /** Pattern of address literals, which need no name resolution. */
  private static final Pattern LITERAL =
      Pattern.compile(OCTET + "(\\." + OCTET + "){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

  /** Returns the peer with an address. */
  public static Peer of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return bytes.remaining() < Long.BYTES
        ? new Peer(Integer.toUnsignedLong(bytes.getInt()), false)
        : new Peer(bytes.getLong(), true);
  }

  /**
   * Returns the peer with an address as a container gives it: with or without brackets and zone. It
   * may be any text if a proxy has sent it, and absent for a connection without an address.
   */
  public static Peer of(@Nullable String address) {
    if (address == null) {
      return UNKNOWN;
    }
    String bare = address.replaceAll("^\\[|%.*|]$|/64$", "");
    if (!isLiteral(bare)) {
      return named(address);
    }
    try {
      return of(InetAddress.getByName(bare));
    } catch (UnknownHostException malformed) {
      return named(address);
    }
  }

  /** Returns whether a text is an address, without brackets and zone, and not a name. */
  static boolean isLiteral(String text) {
    return LITERAL.matcher(text).matches();
  }

  /** Returns the peer with a name, which no address has. */
  private static Peer named(String name) {
    return new Peer(NAMED | Integer.toUnsignedLong(name.hashCode()), false);
  }

  /** Returns the address or the network, in a form that {@link #of(String)} understands. */
  @Override
  public String toString() {
    if (wide) {
      return "%x:%x:%x:%x::/64"
          .formatted(bits >>> 48, bits >>> 32 & 0xffff, bits >>> 16 & 0xffff, bits & 0xffff);
    }
    return bits < NAMED
        ? "%d.%d.%d.%d".formatted(bits >> 24, bits >> 16 & 0xff, bits >> 8 & 0xff, bits & 0xff)
        : "unknown";
  }
}
