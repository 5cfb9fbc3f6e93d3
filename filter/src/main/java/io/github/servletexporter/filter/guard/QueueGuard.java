package io.github.servletexporter.filter.guard;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.guard.RejectionListener.Kind;
import io.github.servletexporter.filter.meter.HistogramDataPoint;
import io.github.servletexporter.filter.meter.RequestMeter;
import io.github.servletexporter.filter.setting.DeadlineAction;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Guard that records how long requests have waited in front of the server and, if so configured,
 * refuses those that have waited too long.
 */
final class QueueGuard implements RequestGuard {

  private static final String OBSERVED = "observed";
  private static final String SHED = "shed";

  private static final Refusal REFUSAL =
      new Refusal(
          Kind.DEADLINE,
          "",
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "it has waited too long",
          false,
          0);

  private final QueueDeadline deadline;
  private final ConnectionPeer peer;
  private final boolean sheds;
  private final RequestMeter meter;
  private final HistogramDataPoint waits;

  QueueGuard(QueueDeadline deadline, WebApp webApp, RequestMeter meter) {
    this.deadline = deadline;
    this.peer = new ConnectionPeer(webApp);
    this.sheds = deadline.action() == DeadlineAction.SHED;
    this.meter = meter;
    this.waits = meter.initializeQueue(action());
  }

  @Override
  public @Nullable Refusal inspect(HttpServletRequest request, int writer) {
    String field = request.getHeader(QueueDeadline.FIELD);
    if (field == null) {
      return null;
    }
    String address = peer.addressOf(request);
    if (!deadline.trusts(address)) {
      peer.reportUntrusted(request, address);
      return null;
    }
    long waitedMillis = deadline.waitedMillis(field, address);
    if (waitedMillis == QueueDeadline.UNKNOWN) {
      return null;
    }
    waits.observe(writer, TimeUnit.MILLISECONDS.toNanos(waitedMillis));
    if (!deadline.isStale(waitedMillis)) {
      return null;
    }
    meter.staleRequest(action());
    return sheds ? REFUSAL : null;
  }

  private String action() {
    return sheds ? SHED : OBSERVED;
  }
}
