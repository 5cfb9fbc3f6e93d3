package io.github.servletexporter.bench.peer;

/** Ours. */
final class ServletExporterPeer {
  private ServletExporterPeer() {}

  static Subject open() {
    return Peer.EMPTY.open();
  }
}
