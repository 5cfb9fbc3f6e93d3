package io.github.servletexporter.listener.server;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Asks every connection's client for a certificate, or none. Thread-safe. */
final class TlsSetting extends HttpsConfigurator {

  private final boolean needsClientCertificate;

  TlsSetting(SSLContext context, boolean needsClientCertificate) {
    super(context);
    this.needsClientCertificate = needsClientCertificate;
  }

  @Override
  public void configure(HttpsParameters connection) {
    SSLParameters parameters = getSSLContext().getDefaultSSLParameters();
    parameters.setNeedClientAuth(needsClientCertificate);
    connection.setSSLParameters(parameters);
  }
}
