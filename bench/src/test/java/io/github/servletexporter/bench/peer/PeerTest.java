package io.github.servletexporter.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.bench.stub.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeerTest {
  @ParameterizedTest
  @EnumSource
  void countsEveryRequestThatPassesThroughIt(Peer peer) throws Exception {
    Subject subject = peer.open();
    Exchange exchange = new Exchange();

    for (int i = 0; i < 3; i++) {
      exchange.passThrough(subject.filter());
    }

    assertThat(subject.recorded().getAsLong()).isEqualTo(peer == Peer.EMPTY ? 0 : 3);
    subject.filter().destroy();
  }
}
