package io.github.servletexporter.listener.server;

import io.github.servletexporter.base.WebApp;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where the server listens, and how.
 *
 * @param webApp the web application that it belongs to
 * @param bindAddress IP address or host name
 * @param port port, 0 for any that is free
 * @param tls with what certificate, or null for plain HTTP
 * @param needsClientCertificate whether only clients with a trusted certificate get in
 * @param open whether everyone who reaches the port sees what is there
 */
public record ServerSettings(
    WebApp webApp,
    String bindAddress,
    int port,
    @Nullable SSLContext tls,
    boolean needsClientCertificate,
    boolean open) {}
