package io.github.servletexporter.listener.boot.watch;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.listener.container.Registrations;
import io.github.servletexporter.listener.container.Registrations.FilterEntry;
import io.github.servletexporter.listener.container.Registrations.FilterMapping;
import io.github.servletexporter.listener.container.Registrations.ServletEntry;
import jakarta.servlet.DispatcherType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Check of how MetricsFilter and MetricsServlet are registered, which describes each mistake and
 * its remedy.
 *
 * <p>Unknown registrations are not reported: the container does not list a filter that another
 * filter delegates to.
 *
 * <p>Written with loops, because each lambda is a class of its own in each web application, and all
 * of them run this at their start.
 */
final class RegistrationCheck {

  /** The class name of MetricsServlet, which is in a package that imports this one. */
  private static final String SERVLET = "io.github.servletexporter.listener.MetricsServlet";

  private final Registrations registrations;
  private final List<FilterEntry> ours = new ArrayList<>();
  private final List<FilterMapping> ourMappings = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private RegistrationCheck(Registrations registrations) {
    this.registrations = registrations;
    for (FilterEntry filter : registrations.filters()) {
      if (filter.isOurs()) {
        ours.add(filter);
      }
    }
    for (FilterMapping mapping : registrations.mappings()) {
      if (isOurs(mapping)) {
        ourMappings.add(mapping);
      }
    }
  }

  /** Returns a sentence for each mistake, with its remedy. */
  static List<String> problems(Registrations registrations) {
    RegistrationCheck check = new RegistrationCheck(registrations);
    if (!check.ours.isEmpty()) {
      check.checkNumber();
      check.checkMapping();
      List<String> outer = check.outerNames();
      check.checkAsync(outer);
      check.checkOrder(outer);
    }
    check.checkServlets();
    return check.problems;
  }

  private void checkNumber() {
    if (ours.size() > 1) {
      List<String> names = new ArrayList<>();
      ours.forEach(filter -> names.add(filter.name()));
      problems.add(
          "MetricsFilter is declared "
              + ours.size()
              + " times, as "
              + text(names)
              + "; keep one declaration and remove the others");
    }
  }

  private void checkMapping() {
    if (isUnmapped()) {
      problems.add(
          "MetricsFilter is declared but not mapped, so no request is counted; map it to /* for"
              + " the dispatcher types REQUEST, ASYNC and FORWARD");
    } else if (!isMappedToAll()) {
      problems.add(
          "MetricsFilter is mapped to "
              + text(targets())
              + " only, so other requests are neither counted nor checked; map it to /*");
    } else {
      checkType(DispatcherType.REQUEST);
      checkType(DispatcherType.ASYNC);
    }
  }

  private boolean isUnmapped() {
    for (FilterMapping mapping : ourMappings) {
      if (!mapping.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private boolean isMappedToAll() {
    for (FilterMapping mapping : ourMappings) {
      if (mapping.isForAll()) {
        return true;
      }
    }
    return false;
  }

  private void checkType(DispatcherType type) {
    for (FilterMapping mapping : ourMappings) {
      if (mapping.appliesTo(type)) {
        return;
      }
    }
    addMissing(type);
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

  private void checkAsync(List<String> outer) {
    for (FilterEntry filter : registrations.filters()) {
      if (filter.isOurs()) {
        checkAsync(filter, "MetricsFilter %s");
      } else if (outer.contains(filter.name())) {
        checkAsync(filter, "filter %s, which precedes MetricsFilter,");
      }
    }
  }

  private void checkAsync(FilterEntry filter, String subject) {
    if (Boolean.FALSE.equals(filter.asyncSupported())) {
      problems.add(
          subject.formatted('"' + LogText.escaped(filter.name()) + '"')
              + " is registered without async-supported, so asynchronous servlets fail; add"
              + " <async-supported>true</async-supported>");
    }
  }

  private void checkOrder(List<String> outer) {
    if (!outer.isEmpty()) {
      problems.add(
          "MetricsFilter is not first in the chain, so requests that these filters answer and the"
              + " time that they take are not counted; map MetricsFilter before them: "
              + text(outer));
    }
  }

  /** Returns the filters that are called before ours; none if the order is unknown. */
  private List<String> outerNames() {
    Set<String> names = new LinkedHashSet<>();
    if (registrations.ordered() && !isUnmapped()) {
      for (FilterMapping mapping : registrations.mappings()) {
        // Mappings to URL patterns precede mappings to servlet names, whatever their order.
        if (!mapping.urlPatterns().isEmpty() && mapping.appliesTo(DispatcherType.REQUEST)) {
          if (isOurs(mapping)) {
            break;
          }
          names.add(mapping.filterName());
        }
      }
    }
    return List.copyOf(names);
  }

  private void checkServlets() {
    for (ServletEntry servlet : registrations.servlets()) {
      if (servlet.className().equals(SERVLET) && servlet.urlPatterns().isEmpty()) {
        problems.add(
            "MetricsServlet \""
                + LogText.escaped(servlet.name())
                + "\" is declared but not mapped, so it is never called; map it, for example"
                + " to /metrics");
      }
    }
  }

  private boolean isOurs(FilterMapping mapping) {
    for (FilterEntry filter : ours) {
      if (filter.name().equals(mapping.filterName())) {
        return true;
      }
    }
    return false;
  }

  private List<String> targets() {
    List<String> targets = new ArrayList<>();
    for (FilterMapping mapping : ourMappings) {
      targets.addAll(mapping.urlPatterns());
      mapping.servletNames().forEach(name -> targets.add("servlet " + name));
    }
    return targets;
  }

  private static String text(List<String> names) {
    List<String> sorted = new ArrayList<>();
    names.forEach(name -> sorted.add(LogText.escaped(name)));
    Collections.sort(sorted);
    return String.join(", ", sorted);
  }
}
