package io.github.servletexporter.listener.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "2001:db8::1, 2001:db8::ffff, true",
    "2001:db8::1, [2001:db8:0:0:1::%eth0], true",
    "2001:db8::1, 2001:db8:0:1::1, false",
    "::ffff:192.0.2.1, 192.0.2.1, true"
  })
  void isAnAddressOrTheNetworkOfOne(String one, String other, boolean equal) {
    assertThat(Peer.of(one).equals(Peer.of(other))).isEqualTo(equal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"999.1.1.1", "dead.beef", "localhost", "", ":::", "1.2"})
  void doesNotResolveAName(String text) {
    assertThat(Peer.of(text)).hasToString("unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "255.255.255.255, 255.255.255.255",
    "2001:db8:0:8000::1, 2001:db8:0:8000::/64",
    "ffff::1, ffff:0:0:0::/64"
  })
  void hasATextFromWhichItCanBeRead(String address, String text) {
    Peer peer = Peer.of(address);

    assertThat(peer).hasToString(text);
    assertThat(Peer.of(text)).isEqualTo(peer);
  }

  @Test
  void isTheSameForAnAddressAndItsText() throws UnknownHostException {
    assertThat(Peer.of(InetAddress.getByName("192.0.2.1"))).isEqualTo(Peer.of("192.0.2.1"));
  }
}
