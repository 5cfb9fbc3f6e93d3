package io.github.servletexporter.it.springboot.app;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Pages that send their response in parts. */
@RestController
class Streams {

  private static final byte[] PART = new byte[16_384];

  /** Sends events until the client has left. */
  @GetMapping("/events")
  SseEmitter events() {
    SseEmitter emitter = new SseEmitter(0L);
    CompletableFuture.runAsync(() -> send(emitter));
    return emitter;
  }

  private static void send(SseEmitter emitter) {
    try {
      while (true) {
        emitter.send("x".repeat(PART.length));
      }
    } catch (IOException | IllegalStateException clientHasLeft) {
      emitter.completeWithError(clientHasLeft);
    }
  }

  /** Fails after a part of the response has been sent. */
  @GetMapping("/stream/failing")
  StreamingResponseBody failingStream() {
    return out -> {
      out.write(PART);
      out.flush();
      throw new UnsupportedOperationException("in the middle");
    };
  }
}
