package io.github.servletexporter.it.operator.program;

/** Configuration with which nginx runs without the folders of its package. */
public final class Nginx {

  private Nginx() {}

  /**
   * Returns a configuration that keeps all its files in the folder of nginx.
   *
   * @param http content of the block {@code http}
   */
  public static String configuration(String http) {
    return """
        pid nginx.pid;
        events {}
        http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
        """
        + http
        + "}\n";
  }
}
