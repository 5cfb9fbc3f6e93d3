package io.github.servletexporter.listener.server;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.config.ClientAuth;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the server of the metrics port.
 *
 * @param webApp web application that the server belongs to
 * @param bindAddress IP address or host name to listen on
 * @param port port number, 0 for any free port
 * @param tls source of the TLS context for new connections, which is null for plain HTTP
 * @param needsClientCertificate whether clients without a trusted certificate are rejected
 * @param open whether every client that reaches the port may read the pages
 * @param scrapePath path of the scrape in the web application, empty if there is none
 */
record ServerSettings(
    WebApp webApp,
    String bindAddress,
    int port,
    Supplier<@Nullable SSLContext> tls,
    boolean needsClientCertificate,
    boolean open,
    String scrapePath) {

  /** Returns the settings of a configuration. */
  static ServerSettings of(
      WebApp webApp, Config config, int port, Supplier<@Nullable SSLContext> tls) {
    boolean needsCertificate = config.get(ConfigKey.TLS_CLIENT_AUTH) == ClientAuth.NEED;
    boolean hasCredentials =
        config.find(ConfigKey.AUTH_USER).isPresent()
            || config.find(ConfigKey.AUTH_TOKEN).isPresent();
    return new ServerSettings(
        webApp,
        config.get(ConfigKey.BIND_ADDRESS),
        port,
        tls,
        needsCertificate,
        !hasCredentials && !needsCertificate,
        scrapePath(webApp, config));
  }

  private static String scrapePath(WebApp webApp, Config config) {
    String path = config.get(ConfigKey.PATH);
    return path.isEmpty() ? "" : webApp.contextPath() + path;
  }

  /** Returns the name of the web application of this JVM that has bound the port, if one has. */
  Optional<String> holder() {
    InetSocketAddress address = new InetSocketAddress(bindAddress, port);
    return address.isUnresolved() ? Optional.empty() : PortRegister.holder(address);
  }

  /** Returns address and port for log lines. */
  String address(int number) {
    String host = bindAddress.indexOf(':') >= 0 ? "[" + bindAddress + "]" : bindAddress;
    return host + ":" + number;
  }
}
