package io.github.servletexporter.listener.server;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Origin of connections among which the metrics port is fair: an IPv4 address, or the network of an
 * IPv6 address, because one client usually has a whole /64.
 *
 * @param bits the address or the first 64 bits of it
 * @param wide whether the address is an IPv6 address
 */
record Peer(long bits, boolean wide) {

  static Peer of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return bytes.remaining() < Long.BYTES
        ? new Peer(bytes.getInt(), false)
        : new Peer(bytes.getLong(), true);
  }
}
