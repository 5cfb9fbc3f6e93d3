package io.github.servletexporter.bundle.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Fetches a scrape and has it validated. */
final class ScrapeCheck {

  private static final String HEADER = "--header";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String ACCEPT = "text/plain;version=0.0.4";
  private static final int OK = 200;
  private static final int MAX_BYTES = 64 << 20;

  private ScrapeCheck() {}

  static Findings run(List<String> words) throws UsageException {
    Options options = Options.parse(words, List.of(HEADER));
    if (options.arguments().size() != 1) {
      throw new UsageException("scrape takes one URL");
    }
    HttpRequest request = request(options.arguments().get(0), options.get(HEADER));
    Findings findings = new Findings();
    try {
      validate(fetch(request), findings);
    } catch (ExecutionException e) {
      findings.failure(request.uri() + " does not answer: " + e.getCause());
    } catch (TimeoutException e) {
      findings.failure(request.uri() + " has not answered within " + TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      findings.failure("interrupted");
    }
    return findings;
  }

  /**
   * An answer, as far as it was read.
   *
   * @param status its status
   * @param type its content type, or empty
   * @param text its body
   */
  private record Answer(int status, String type, String text) {}

  /** The limit of time is for all of it: the client's own ends with the header. */
  private static Answer fetch(HttpRequest request)
      throws ExecutionException, TimeoutException, InterruptedException {
    return HttpClient.newBuilder()
        .connectTimeout(TIMEOUT)
        .build()
        .sendAsync(request, BodyHandlers.ofInputStream())
        .thenApplyAsync(ScrapeCheck::read)
        .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  private static Answer read(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      byte[] bytes = body.readNBytes(MAX_BYTES);
      if (bytes.length == MAX_BYTES) {
        throw new IOException("more than " + MAX_BYTES + " bytes");
      }
      String type = response.headers().firstValue("Content-Type").orElse("");
      return new Answer(response.statusCode(), type, new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  private static void validate(Answer answer, Findings findings) {
    if (answer.status() != OK) {
      findings.failure("the status is " + answer.status() + ", not 200");
    } else if (!answer.type().startsWith("text/plain")) {
      findings.failure("the content type is \"" + answer.type() + "\", not text/plain");
    } else {
      ScrapeText.read(answer.text(), findings)
          .ifPresent(families -> ScrapeRules.check(families, findings));
    }
  }
}
