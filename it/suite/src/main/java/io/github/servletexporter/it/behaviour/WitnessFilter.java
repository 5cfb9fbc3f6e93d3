package io.github.servletexporter.it.behaviour;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Filter that records the requests and exceptions that pass through it. Thread-safe. */
final class WitnessFilter implements Filter {
  private final Map<String, Integer> requests = new ConcurrentHashMap<>();
  private final Map<String, List<Throwable>> thrown = new ConcurrentHashMap<>();
  private final Set<String> returned = ConcurrentHashMap.newKeySet();
  private final Set<Long> threads = ConcurrentHashMap.newKeySet();

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String id = Witness.idOf((HttpServletRequest) request);
    if (request.getDispatcherType() == DispatcherType.REQUEST) {
      requests.merge(id, 1, Integer::sum);
      threads.add(Thread.currentThread().getId());
    }
    try {
      chain.doFilter(request, response);
    } catch (IOException | ServletException | RuntimeException | Error e) {
      thrown.computeIfAbsent(id, ignored -> new CopyOnWriteArrayList<>()).add(e);
      throw e;
    } finally {
      returned.add(id);
    }
  }

  /** Returns whether a dispatch of the request with this id has ended. */
  boolean hasReturned(String id) {
    return returned.contains(id);
  }

  /** Returns whether the request with this id has passed. */
  boolean saw(String id) {
    return requests.containsKey(id);
  }

  /** Returns the number of requests with an id; all dispatches of one request count as one. */
  int identifiedRequests() {
    return requests.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(Stage.ID_PREFIX))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** Returns the number of threads that ran requests, without those of later dispatches. */
  int threads() {
    return threads.size();
  }

  /** Returns the exceptions that passed the filter in any dispatch of the request with this id. */
  List<Throwable> thrown(String id) {
    return List.copyOf(thrown.getOrDefault(id, List.of()));
  }
}
