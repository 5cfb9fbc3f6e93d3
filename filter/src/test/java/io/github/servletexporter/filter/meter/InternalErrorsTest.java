package io.github.servletexporter.filter.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.meter.InternalErrors.Component;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InternalErrorsTest {

  private final AtomicLong nanos = new AtomicLong();
  private final RequestMeter meter = new RequestMeter(MeterConfig.defaults());
  private final InternalErrors errors =
      new InternalErrors(
          meter, nanos::get, new WebApp("/app", InternalErrorsTest.class.getClassLoader()));
  private final Logger logger = Logger.getLogger(InternalErrors.class.getName());
  private final Records records = new Records();

  @BeforeEach
  void listen() {
    logger.setUseParentHandlers(false);
    logger.addHandler(records);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(records);
    logger.setUseParentHandlers(true);
  }

  @Test
  void countsEveryFailureAndLogsOneAMinute() {
    for (int i = 0; i < 5; i++) {
      errors.caught(Component.ROUTE, new IllegalStateException("bug " + i));
    }
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(59));
    errors.caught(Component.ROUTE, new IllegalStateException("bug 5"));
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    errors.caught(Component.ROUTE, new IllegalStateException("bug 6"));

    assertThat(count()).isEqualTo(7);
    assertThat(records.list)
        .extracting(r -> r.getThrown().getMessage())
        .containsExactly("bug 0", "bug 6");
    assertThat(records.list.get(0).getMessage()).contains("web app \"/app\"").contains("route");
  }

  @Test
  void survivesALoggerThatFails() {
    records.failure = new IllegalStateException("the appender's bug");

    assertThatCode(() -> errors.caught(Component.ROUTE, new IllegalStateException("bug")))
        .doesNotThrowAnyException();
    assertThat(count()).isEqualTo(1);
  }

  private double count() {
    return meter.collect().stream()
        .filter(snapshot -> snapshot.getMetadata().getName().equals("servlet_metrics_errors"))
        .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
        .filter(point -> "route".equals(point.getLabels().get("component")))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  private static final class Records extends Handler {

    private final List<LogRecord> list = new ArrayList<>();
    private RuntimeException failure;

    @Override
    public void publish(LogRecord record) {
      if (failure != null) {
        throw failure;
      }
      list.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
