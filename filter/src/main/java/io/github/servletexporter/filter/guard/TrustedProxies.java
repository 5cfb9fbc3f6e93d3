package io.github.servletexporter.filter.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Proxies whose header fields are trusted: addresses and CIDR blocks (RFC 4632, RFC 4291).
 * Thread-safe.
 */
public final class TrustedProxies {

  /** Pattern of address literals, which need no name resolution. */
  private static final Pattern LITERAL =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  /**
   * Limit on remembered addresses, so that clients that connect directly cannot fill the memory.
   */
  private static final int MAX_REMEMBERED = 1_000;

  private final List<Block> blocks;
  private final ConcurrentHashMap<String, Boolean> remembered = new ConcurrentHashMap<>();

  private TrustedProxies(List<Block> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  /** Returns an instance that trusts no proxy. */
  static TrustedProxies none() {
    return new TrustedProxies(List.of());
  }

  /**
   * Returns the proxies with the given addresses and blocks, such as {@code 10.0.0.0/8} or {@code
   * ::1}.
   *
   * @throws IllegalArgumentException if an element is neither an address nor a block
   */
  public static TrustedProxies of(List<String> proxies) {
    List<Block> blocks = new ArrayList<>();
    for (String proxy : proxies) {
      blocks.add(Block.parse(proxy.strip()));
    }
    return new TrustedProxies(blocks);
  }

  /** Returns whether no proxy is trusted. */
  boolean isNone() {
    return blocks.isEmpty();
  }

  /**
   * Returns whether an address belongs to a trusted proxy.
   *
   * @param address an IP address in the format of {@code ServletRequest.getRemoteAddr()}
   */
  boolean trusts(String address) {
    Boolean known = remembered.get(address);
    if (known != null) {
      return known;
    }
    boolean trusted = contains(address);
    if (remembered.size() < MAX_REMEMBERED) {
      remembered.put(address, trusted);
    }
    return trusted;
  }

  /** Returns the number of remembered addresses. */
  int remembered() {
    return remembered.size();
  }

  private boolean contains(String address) {
    try {
      byte[] bytes = address(withoutZone(address)).getAddress();
      return blocks.stream().anyMatch(block -> block.contains(bytes));
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }

  /**
   * Removes the brackets that Jetty writes around IPv6 addresses and the zone that both containers
   * may append.
   */
  private static String withoutZone(String address) {
    String bare =
        address.startsWith("[") && address.endsWith("]")
            ? address.substring(1, address.length() - 1)
            : address;
    int zone = bare.indexOf('%');
    return zone < 0 ? bare : bare.substring(0, zone);
  }

  /** Returns an address of 4 or 16 bytes; an IPv4-mapped address has 4. */
  private static InetAddress address(String literal) {
    if (!LITERAL.matcher(literal).matches()) {
      throw new IllegalArgumentException("not an IP address: " + literal);
    }
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private record Block(InetAddress network, int prefixBits) {

    static Block parse(String text) {
      int slash = text.indexOf('/');
      InetAddress network = address(slash < 0 ? text : text.substring(0, slash));
      int bits = network.getAddress().length * Byte.SIZE;
      int prefixBits = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
      if (prefixBits < 0 || prefixBits > bits) {
        throw new IllegalArgumentException("invalid prefix length: " + text);
      }
      return new Block(network, prefixBits);
    }

    boolean contains(byte[] other) {
      byte[] address = network.getAddress();
      if (other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < prefixBits; bit++) {
        int mask = 0x80 >> (bit % Byte.SIZE);
        int index = bit / Byte.SIZE;
        if ((address[index] & mask) != (other[index] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
