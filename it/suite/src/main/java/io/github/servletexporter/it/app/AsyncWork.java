package io.github.servletexporter.it.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Asynchronous requests that end in every possible way. */
final class AsyncWork {
  private static final long TIMEOUT_MILLIS = 50;

  private AsyncWork() {}

  static void register(Paths paths) {
    registerCompletions(paths);
    registerDispatches(paths);
    registerTimeouts(paths);
    registerExceptions(paths);
  }

  private static void registerCompletions(Paths paths) {
    paths.add(
        "/async/complete",
        (request, response) -> {
          AsyncContext async = request.startAsync();
          async.start(() -> answer(async, response));
        });
    paths.add(
        "/async/complete-at-once",
        (request, response) -> {
          AsyncContext async = request.startAsync();
          answer(async, response);
        });
    paths.add(
        "/async/foreign-thread",
        (request, response) -> {
          AsyncContext async = request.startAsync();
          Background.run(() -> answer(async, response));
        });
    paths.add("/async/never", (request, response) -> request.startAsync().setTimeout(0));
    paths.add(
        "/async/send-error",
        (request, response) -> {
          AsyncContext async = request.startAsync();
          Background.run(
              () -> {
                response.sendError(503);
                async.complete();
              });
        });
    paths.add(
        "/async/status",
        (request, response) -> {
          AsyncContext async = request.startAsync();
          Background.run(
              () -> {
                response.setStatus(404);
                async.complete();
              });
        });
  }

  private static void registerDispatches(Paths paths) {
    paths.add(
        "/async/dispatch",
        (request, response) -> {
          AsyncContext async = request.startAsync();
          Background.run(() -> async.dispatch(request.getParameter("to")));
        });
    paths.add(
        "/async/dispatch-at-once",
        (request, response) -> request.startAsync().dispatch(request.getParameter("to")));
    paths.add(
        "/async/dispatch-after-commit",
        (request, response) -> {
          AsyncContext async = request.startAsync();
          Background.run(() -> async.dispatch("/throw/after-commit"));
        });
    paths.add("/async/restart", AsyncWork::restart);
  }

  /** Starts, dispatches to itself, starts again in the dispatch and completes. */
  private static void restart(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync();
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      Background.run(() -> answer(async, response));
    } else {
      Background.run(async::dispatch);
    }
  }

  private static void registerTimeouts(Paths paths) {
    paths.add(
        "/async/timeout", (request, response) -> request.startAsync().setTimeout(TIMEOUT_MILLIS));
    paths.add(
        "/async/timeout-after-commit",
        (request, response) -> {
          request.startAsync().setTimeout(TIMEOUT_MILLIS);
          PlainText.write(response, "first part");
          response.flushBuffer();
        });
    paths.add(
        "/async/timeout-completed",
        (request, response) ->
            onTimeout(
                request.startAsync(),
                async -> {
                  response.setStatus(503);
                  async.complete();
                }));
    paths.add(
        "/async/timeout-dispatched",
        (request, response) -> onTimeout(request.startAsync(), async -> async.dispatch("/ok")));
    paths.add(
        "/async/timeout-thrown",
        (request, response) ->
            onTimeout(
                request.startAsync(),
                async -> {
                  throw new IllegalStateException("on purpose, in onTimeout");
                }));
  }

  private static void onTimeout(AsyncContext async, AsyncStep step) {
    async.setTimeout(TIMEOUT_MILLIS);
    async.addListener(new TimeoutListener(step));
  }

  private static void registerExceptions(Paths paths) {
    paths.add(
        "/async/throw-after-start",
        (request, response) -> {
          request.startAsync().setTimeout(TIMEOUT_MILLIS);
          throw new IllegalStateException("on purpose, after startAsync");
        });
    paths.add(
        "/async/throw-after-start-handled",
        (request, response) -> {
          AsyncContext async = request.startAsync();
          async.setTimeout(TIMEOUT_MILLIS);
          async.addListener(new ErrorListener(response));
          throw new IllegalStateException("on purpose, after startAsync");
        });
    paths.add(
        "/async/throw-while-completing",
        (request, response) -> {
          AsyncContext async = request.startAsync();
          Background.run(() -> answer(async, response));
          throw new IllegalStateException("on purpose, while another thread completes");
        });
    paths.add(
        "/async/throw-while-dispatching",
        (request, response) -> {
          AsyncContext async = request.startAsync();
          Background.run(() -> async.dispatch("/throw/runtime-exception"));
          throw new IllegalStateException("on purpose, while another thread dispatches");
        });
    paths.add(
        "/async/throw-after-complete",
        (request, response) -> {
          AsyncContext async = request.startAsync();
          answer(async, response);
          throw new IllegalStateException("on purpose, after complete");
        });
  }

  private static void answer(AsyncContext async, HttpServletResponse response) {
    try {
      PlainText.write(response, "async");
    } catch (IOException e) {
      // The client has disconnected; the request still has to be completed.
    } finally {
      async.complete();
    }
  }
}
