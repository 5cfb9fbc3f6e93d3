package io.github.servletexporter.listener.boot.watch;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.listener.container.Registrations;
import io.github.servletexporter.listener.container.Registrations.FilterEntry;
import io.github.servletexporter.listener.container.Registrations.FilterMapping;
import io.github.servletexporter.listener.container.Registrations.ServletEntry;
import jakarta.servlet.DispatcherType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Check of how MetricsFilter and MetricsServlet are registered, which describes each mistake and
 * its remedy.
 *
 * <p>Unknown registrations are not reported: the container does not list a filter that another
 * filter delegates to.
 */
final class RegistrationCheck {

  /** The class name of MetricsServlet, which is in a package that imports this one. */
  private static final String SERVLET = "io.github.servletexporter.listener.MetricsServlet";

  private final Registrations registrations;
  private final List<FilterEntry> ours;
  private final List<FilterMapping> ourMappings;
  private final List<String> problems = new ArrayList<>();

  private RegistrationCheck(Registrations registrations) {
    this.registrations = registrations;
    this.ours = registrations.filters().stream().filter(FilterEntry::isOurs).toList();
    this.ourMappings = registrations.mappings().stream().filter(this::isOurs).toList();
  }

  /** Returns a sentence for each mistake, with its remedy. */
  static List<String> problems(Registrations registrations) {
    RegistrationCheck check = new RegistrationCheck(registrations);
    if (!check.ours.isEmpty()) {
      check.checkNumber();
      check.checkMapping();
      check.checkAsync();
      check.checkOrder();
    }
    check.checkServlets();
    return check.problems;
  }

  private void checkNumber() {
    if (ours.size() > 1) {
      problems.add(
          "MetricsFilter is declared "
              + ours.size()
              + " times, as "
              + names(ours.stream().map(FilterEntry::name))
              + "; keep one declaration and remove the others");
    }
  }

  private void checkMapping() {
    if (ourMappings.stream().allMatch(FilterMapping::isEmpty)) {
      problems.add(
          "MetricsFilter is declared but not mapped, so no request is counted; map it to /* for"
              + " the dispatcher types REQUEST, ASYNC and FORWARD");
    } else if (ourMappings.stream().noneMatch(FilterMapping::isForAll)) {
      problems.add(
          "MetricsFilter is mapped to "
              + names(ourMappings.stream().flatMap(RegistrationCheck::targets))
              + " only, so other requests are neither counted nor checked; map it to /*");
    } else {
      Stream.of(DispatcherType.REQUEST, DispatcherType.ASYNC)
          .filter(type -> ourMappings.stream().noneMatch(mapping -> mapping.appliesTo(type)))
          .forEach(this::addMissing);
    }
  }

  private void addMissing(DispatcherType type) {
    problems.add(
        "MetricsFilter is mapped without the dispatcher type "
            + type
            + (type == DispatcherType.REQUEST
                ? ", so no request is counted"
                : ", so failures in asynchronous dispatches are not counted")
            + "; add it to the mapping to /*");
  }

  private void checkAsync() {
    List<FilterEntry> outer =
        registrations.filters().stream()
            .filter(each -> outerNames().contains(each.name()))
            .toList();
    addNotAsync(ours, "MetricsFilter %s");
    addNotAsync(outer, "filter %s, which precedes MetricsFilter,");
  }

  private void addNotAsync(List<FilterEntry> filters, String subject) {
    filters.stream()
        .filter(filter -> Boolean.FALSE.equals(filter.asyncSupported()))
        .map(filter -> '"' + LogText.escaped(filter.name()) + '"')
        .map(subject::formatted)
        .map(
            named ->
                named
                    + " is registered without async-supported, so asynchronous servlets fail; add"
                    + " <async-supported>true</async-supported>")
        .forEach(problems::add);
  }

  private void checkOrder() {
    List<String> outer = outerNames();
    if (!outer.isEmpty()) {
      problems.add(
          "MetricsFilter is not first in the chain, so requests that these filters answer and the"
              + " time that they take are not counted; map MetricsFilter before them: "
              + names(outer.stream()));
    }
  }

  /** Returns the filters that are called before ours; none if the order is unknown. */
  private List<String> outerNames() {
    if (!registrations.ordered() || ourMappings.stream().allMatch(FilterMapping::isEmpty)) {
      return List.of();
    }
    // Mappings to URL patterns precede mappings to servlet names, whatever their order.
    return registrations.mappings().stream()
        .filter(mapping -> !mapping.urlPatterns().isEmpty())
        .filter(mapping -> mapping.appliesTo(DispatcherType.REQUEST))
        .takeWhile(Predicate.not(this::isOurs))
        .map(FilterMapping::filterName)
        .distinct()
        .toList();
  }

  private void checkServlets() {
    registrations.servlets().stream()
        .filter(servlet -> servlet.className().equals(SERVLET) && servlet.urlPatterns().isEmpty())
        .map(ServletEntry::name)
        .forEach(
            name ->
                problems.add(
                    "MetricsServlet \""
                        + LogText.escaped(name)
                        + "\" is declared but not mapped, so it is never called; map it, for example"
                        + " to /metrics"));
  }

  private boolean isOurs(FilterMapping mapping) {
    return ours.stream().anyMatch(filter -> filter.name().equals(mapping.filterName()));
  }

  private static Stream<String> targets(FilterMapping mapping) {
    return Stream.concat(
        mapping.urlPatterns().stream(),
        mapping.servletNames().stream().map(name -> "servlet " + name));
  }

  private static String names(Stream<String> names) {
    return names.map(LogText::escaped).sorted().collect(Collectors.joining(", "));
  }
}
