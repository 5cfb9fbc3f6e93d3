package io.github.servletexporter.bundle.check;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fetches a scrape and has it validated. */
final class ScrapeCheck {

  private static final String HEADER = "--header";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String ACCEPT = "text/plain;version=0.0.4";
  private static final int OK = 200;

  private ScrapeCheck() {}

  static Findings run(List<String> words) throws UsageException {
    Options options = Options.parse(words, List.of(HEADER));
    if (options.arguments().size() != 1) {
      throw new UsageException("scrape takes one URL");
    }
    HttpRequest request = request(options.arguments().get(0), options.get(HEADER));
    Findings findings = new Findings();
    try {
      HttpResponse<String> response =
          HttpClient.newBuilder()
              .connectTimeout(TIMEOUT)
              .build()
              .send(request, BodyHandlers.ofString());
      validate(response, findings);
    } catch (IOException e) {
      findings.failure(request.uri() + " does not answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      findings.failure("interrupted");
    }
    return findings;
  }

  private static HttpRequest request(String url, @Nullable String header) throws UsageException {
    try {
      HttpRequest.Builder builder =
          HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).header("Accept", ACCEPT);
      if (header != null) {
        int colon = header.indexOf(':');
        if (colon < 1) {
          throw new UsageException(HEADER + " expects \"NAME: VALUE\"");
        }
        builder.header(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
      }
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new UsageException("no URL or header field: " + e.getMessage());
    }
  }

  private static void validate(HttpResponse<String> response, Findings findings) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (response.statusCode() != OK) {
      findings.failure("the status is " + response.statusCode() + ", not 200");
    } else if (!type.startsWith("text/plain")) {
      findings.failure("the content type is \"" + type + "\", not text/plain");
    } else {
      ScrapeText.read(response.body(), findings)
          .ifPresent(families -> ScrapeRules.check(families, findings));
    }
  }
}
