package io.github.servletexporter.listener.application;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reader of the application's registries. Used by one thread. */
final class ApplicationReader {

  private final ApplicationRegistries registries;
  private final ReservedNames reserved;
  private final ReadLimits limits;
  private final OmissionReport report;
  private final Consumer<Throwable> onFailure;

  /**
   * Creates a reader.
   *
   * @param reserved names of servlet-exporter's own families and samples
   * @param onFailure receives what the application's collectors throw; must not throw
   */
  ApplicationReader(
      ApplicationRegistries registries,
      ReservedNames reserved,
      ReadLimits limits,
      OmissionReport report,
      Consumer<Throwable> onFailure) {
    this.registries = registries;
    this.reserved = reserved;
    this.limits = limits;
    this.report = report;
    this.onFailure = onFailure;
  }

  /** Returns the families that can be exposed, in the order of their registries. */
  List<MetricSnapshot> read() {
    ReadBudget budget = new ReadBudget(limits);
    FamilyAdapter adapter = new FamilyAdapter(budget);
    Set<String> taken = new HashSet<>(reserved.get());
    List<MetricSnapshot> families = new ArrayList<>();
    for (ForeignRegistry registry : registries.find()) {
      for (Object family : families(registry)) {
        String name = "?";
        ReadBudget.Mark mark = budget.mark();
        try {
          name = name(adapter, family);
          MetricSnapshot copy =
              family instanceof MetricSnapshot own
                  ? FamilySize.within(budget, own)
                  : adapter.copy(family);
          List<String> names = ExposedNames.of(copy);
          if (names.stream().anyMatch(taken::contains)) {
            report.leftOut(Omission.CLASH, name, "");
            budget.reset(mark);
          } else if (!copy.getDataPoints().isEmpty()) {
            taken.addAll(names);
            families.add(copy);
          }
        } catch (ReadBudget.LimitException e) {
          budget.reset(mark);
          report.leftOut(Omission.LIMIT, name, String.valueOf(e.getMessage()));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
          budget.reset(mark);
          report.leftOut(Omission.INVALID, name, e.toString());
        }
      }
    }
    report.complete();
    return families;
  }

  private static String name(FamilyAdapter adapter, Object family)
      throws ReflectiveOperationException {
    return family instanceof MetricSnapshot own
        ? own.getMetadata().getPrometheusName()
        : adapter.name(family);
  }

  /** Reads a registry; one by one, if a collector fails, so that the others are not lost. */
  private Iterable<?> families(ForeignRegistry registry) {
    try {
      return registry.scrape();
    } catch (Throwable failure) {
      onFailure.accept(failure);
      return oneByOne(registry);
    }
  }

  private static Iterable<?> oneByOne(ForeignRegistry registry) {
    Set<String> names = new LinkedHashSet<>();
    Map<String, Object> found = new LinkedHashMap<>();
    try {
      FamilyAdapter adapter = new FamilyAdapter(new ReadBudget(ReadLimits.DEFAULT));
      Predicate<String> noted =
          name -> {
            names.add(name);
            return false;
          };
      put(registry.scrape(noted), adapter, found);
      for (String each : names) {
        try {
          put(registry.scrape(each::equals), adapter, found);
        } catch (Throwable alreadyReported) {
          // The failing collector, or one of several.
        }
      }
    } catch (Throwable withoutName) {
      // A collector that fails does not state its name, so that no scrape is without it.
    }
    return List.copyOf(found.values());
  }

  private static void put(Iterable<?> families, FamilyAdapter adapter, Map<String, Object> found)
      throws ReflectiveOperationException {
    for (Object family : families) {
      found.putIfAbsent(name(adapter, family), family);
    }
  }
}
