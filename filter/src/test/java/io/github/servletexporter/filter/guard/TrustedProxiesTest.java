package io.github.servletexporter.filter.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

  private final TrustedProxies proxies =
      TrustedProxies.of(
          List.of("10.0.0.0/8", "192.168.1.7", "172.16.0.0/12", "::1", "2001:db8::/33"));

  @ParameterizedTest
  @CsvSource({
    "10.255.0.1, true",
    "11.0.0.1, false",
    "192.168.1.7, true",
    "192.168.1.8, false",
    "172.31.255.255, true",
    "172.32.0.0, false",
    "::1, true",
    "[::1], true",
    "0:0:0:0:0:0:0:1%0, true",
    "2001:db8:7fff::1, true",
    "2001:db8:8000::1, false",
    "::ffff:10.1.2.3, true",
    "localhost, false",
    "'', false"
  })
  void comparesAddressesByBits(String address, boolean trusted) {
    assertThat(proxies.trusts(address)).isEqualTo(trusted);
    assertThat(proxies.trusts(address)).as("remembered").isEqualTo(trusted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0.0/-1", "::1/129", "10.0.0.0/x", ""})
  void refusesAnInvalidAddress(String text) {
    assertThatThrownBy(() -> TrustedProxies.of(List.of("10.0.0.0/8", text)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void trustsNoProxyByDefault() {
    assertThat(TrustedProxies.none().isNone()).isTrue();
    assertThat(TrustedProxies.of(List.of()).isNone()).isTrue();
    assertThat(TrustedProxies.none().trusts("127.0.0.1")).isFalse();
  }

  @Test
  void remembersALimitedNumberOfAddresses() {
    for (int i = 0; i < 5_000; i++) {
      proxies.trusts("1.2." + i / 250 + "." + i % 250);
    }

    assertThat(proxies.trusts("10.9.9.9")).isTrue();
    assertThat(proxies.remembered()).isLessThanOrEqualTo(1_000);
  }
}
