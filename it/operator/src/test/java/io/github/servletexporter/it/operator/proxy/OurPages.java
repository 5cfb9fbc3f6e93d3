package io.github.servletexporter.it.operator.proxy;

import java.util.stream.Stream;

/** Spellings of the path of the scrape, some of which a container may understand. */
final class OurPages {
  private OurPages() {}

  static Stream<String> paths() {
    return Stream.of(
        "/metrics",
        "/metrics/",
        "/metrics?name[]=up",
        "/metrics/all",
        "/metrics;x=1",
        "/metrics;/",
        "/;x/metrics",
        "//metrics",
        "/./metrics",
        "/echo/../metrics",
        "/echo/..;/metrics",
        "/echo/..;x=1/metrics",
        "/%6Detrics",
        "/metric%73",
        "/%6d%65%74%72%69%63%73",
        "/metrics%3Bx",
        "/metrics%2F",
        "/%2e/metrics",
        "/echo/%2e%2e/metrics",
        "/echo/%2e%2e;/metrics",
        "/echo%2F..%2Fmetrics",
        "/metrics%20",
        "/metrics%00",
        "/metrics#x",
        "/metrics;%2F..%2F",
        "/%6Detrics;%2F..%2F",
        "/metrics;/..",
        "/metrics;%2e%2e",
        "/metrics%3B/..%3B/",
        "/echo;x/../metrics;y",
        "/echo/;/../../metrics",
        "/app/metrics");
  }
}
