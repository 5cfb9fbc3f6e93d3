package io.github.servletexporter.listener.server;

import io.github.servletexporter.base.WebApp;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/**
 * Register of the metrics ports that web applications of this JVM have bound. Web applications do
 * not share classes, so each port is recorded as a system property, whose value is a string and
 * keeps no class loader alive. Thread-safe.
 */
final class PortRegister {

  private static final String PROPERTY = "io.github.servletexporter.metrics-port:";
  private static final String ANY = "*";

  private PortRegister() {}

  /** Records that a web application has bound an address. */
  static void enter(InetSocketAddress bound, WebApp holder) {
    System.getProperties().put(property(bound), holder.name());
  }

  /** Removes the record of a web application, before it frees the address. */
  static void remove(InetSocketAddress bound, WebApp holder) {
    System.getProperties().remove(property(bound), holder.name());
  }

  /** Returns the name of the web application that keeps others from binding an address. */
  static Optional<String> holder(InetSocketAddress wanted) {
    String samePort = property(wanted.getPort(), "");
    return Map.copyOf(System.getProperties()).entrySet().stream()
        .filter(entry -> entry.getKey() instanceof String name && name.startsWith(samePort))
        .filter(entry -> overlap(wanted.getAddress(), entry.getKey().toString(), samePort))
        .map(entry -> entry.getValue().toString())
        .findFirst();
  }

  /** A wildcard address overlaps with every other one. */
  private static boolean overlap(InetAddress wanted, String name, String prefix) {
    String address = name.substring(prefix.length());
    return wanted.isAnyLocalAddress()
        || address.equals(ANY)
        || address.equals(wanted.getHostAddress());
  }

  private static String property(InetSocketAddress bound) {
    InetAddress address = bound.getAddress();
    return property(bound.getPort(), address.isAnyLocalAddress() ? ANY : address.getHostAddress());
  }

  private static String property(int port, String address) {
    return PROPERTY + port + ":" + address;
  }
}
