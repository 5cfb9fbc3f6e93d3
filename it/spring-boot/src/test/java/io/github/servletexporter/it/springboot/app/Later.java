package io.github.servletexporter.it.springboot.app;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;

/** Pages that answer on another thread. */
@RestController
class Later {

  private static final long SHORT_MILLIS = 100;

  @GetMapping("/callable")
  Callable<String> callable() {
    return () -> "called";
  }

  @GetMapping("/callable/throwing")
  Callable<String> throwingCallable() {
    return () -> {
      throw new UnsupportedOperationException("not dealt with");
    };
  }

  @GetMapping("/callable/slow")
  WebAsyncTask<String> slowCallable() {
    CountDownLatch over = new CountDownLatch(1);
    WebAsyncTask<String> task =
        new WebAsyncTask<>(
            SHORT_MILLIS,
            () -> {
              awaitUninterruptibly(over);
              return "never";
            });
    task.onCompletion(over::countDown);
    return task;
  }

  /** Spring interrupts the thread at the timeout, and an answer could then precede Spring's. */
  private static void awaitUninterruptibly(CountDownLatch over) {
    while (over.getCount() > 0) {
      try {
        over.await();
      } catch (InterruptedException atTimeout) {
        Thread.onSpinWait();
      }
    }
  }

  @GetMapping("/deferred")
  DeferredResult<String> deferred() {
    DeferredResult<String> result = new DeferredResult<>();
    CompletableFuture.runAsync(() -> result.setResult("deferred"));
    return result;
  }

  @GetMapping("/deferred/never")
  DeferredResult<String> neverDone() {
    return new DeferredResult<>(SHORT_MILLIS);
  }

  @GetMapping("/future/failing")
  CompletableFuture<String> failingFuture() {
    return CompletableFuture.supplyAsync(
        () -> {
          throw new UnsupportedOperationException("not dealt with");
        });
  }
}
