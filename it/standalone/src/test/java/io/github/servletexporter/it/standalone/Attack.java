package io.github.servletexporter.it.standalone;

import io.github.servletexporter.it.attack.AttackTraffic;
import java.net.InetSocketAddress;

/** Attack on a metrics port by clients that open connections and keep the server waiting. */
enum Attack {
  /** Request heads that do not end. */
  HALF_HEADS("half a request head", Target.PLAIN, "GET /metr", 1000, 300),
  /** The same over IPv6, where the honest client has the same address. */
  HALF_HEADS_IPV6("half a request head, over IPv6", Target.IPV6, "GET /metr", 1000, 300),
  /** Beginnings of a handshake: a record of 512 bytes of which six are sent. */
  HALF_HELLOS(
      "half a ClientHello, over TLS",
      Target.TLS,
      "\u0016\u0003\u0001\u0002\u0000\u0001",
      1000,
      300),
  /** Whole heads that announce a body. */
  WITHHELD_BODIES(
      "a head without its body",
      Target.PLAIN,
      "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n",
      1000,
      300),
  /** Connections without a byte. */
  IDLE("nothing", Target.PLAIN, "", 500, 1000),
  /** Scrapes of several megabytes that are not read. */
  SLOW_READERS(
      "a scrape that is not read",
      Target.LARGE,
      "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n",
      5,
      50);

  /** Metrics port of one of the applications. */
  enum Target {
    PLAIN,
    TLS,
    IPV6,
    LARGE
  }

  private final String title;
  private final Target target;
  private final String sent;
  private final int perSecond;
  private final int mostOpen;

  Attack(String title, Target target, String sent, int perSecond, int mostOpen) {
    this.title = title;
    this.target = target;
    this.sent = sent;
    this.perSecond = perSecond;
    this.mostOpen = mostOpen;
  }

  /** Returns what each connection sends. */
  String title() {
    return title;
  }

  Target target() {
    return target;
  }

  /** Returns the clients of the attack on a port. */
  AttackTraffic.Plan plan(int port) {
    return new AttackTraffic.Plan(
        attacker(), new InetSocketAddress(server(), port), sent, perSecond, mostOpen);
  }

  /** Returns the number of honest scrapes per second, of which a large one takes a while. */
  int scrapesPerSecond() {
    return target == Target.LARGE ? 1 : 5;
  }

  /** Returns the address of the server. */
  String server() {
    return target == Target.IPV6 ? "::1" : "127.0.0.1";
  }

  /** Returns the address of the attacker; there is only one of IPv6 on the loopback interface. */
  private String attacker() {
    return target == Target.IPV6 ? "::1" : "127.0.0.2";
  }
}
