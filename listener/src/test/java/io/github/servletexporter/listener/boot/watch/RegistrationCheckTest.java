package io.github.servletexporter.listener.boot.watch;

import static jakarta.servlet.DispatcherType.ASYNC;
import static jakarta.servlet.DispatcherType.ERROR;
import static jakarta.servlet.DispatcherType.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.filter.MetricsFilter;
import io.github.servletexporter.listener.MetricsServlet;
import io.github.servletexporter.listener.container.Registrations;
import io.github.servletexporter.listener.container.Registrations.FilterEntry;
import io.github.servletexporter.listener.container.Registrations.FilterMapping;
import io.github.servletexporter.listener.container.Registrations.ServletEntry;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegistrationCheckTest {

  private static final FilterEntry OURS =
      new FilterEntry("metrics", MetricsFilter.class.getName(), true);
  private static final FilterEntry OTHER = new FilterEntry("other", "com.example.Other", true);
  private static final FilterMapping OUR_MAPPING = mapping("metrics", "/*", REQUEST, ASYNC);

  @Test
  void findsNothingWrongWithWhatTheInitializerRegisters() {
    Registrations registrations =
        registrations(List.of(OURS, OTHER), OUR_MAPPING, mapping("other", "/*", REQUEST));

    assertThat(RegistrationCheck.problems(registrations)).isEmpty();
  }

  @Test
  void saysNothingOfAFilterThatIsNotThere() {
    assertThat(RegistrationCheck.problems(registrations(List.of(OTHER)))).isEmpty();
  }

  @Test
  void namesAFilterWithoutAMapping() {
    assertThat(RegistrationCheck.problems(registrations(List.of(OURS))))
        .singleElement()
        .asString()
        .contains("declared but not mapped")
        .endsWith("map it to /* for the dispatcher types REQUEST, ASYNC and FORWARD");
  }

  @Test
  void namesAFilterThatSeesSomePathsOnly() {
    Registrations registrations =
        registrations(
            List.of(OURS),
            mapping("metrics", "/api/*", REQUEST),
            new FilterMapping("metrics", List.of(), List.of("orders"), Set.of(REQUEST)));

    assertThat(RegistrationCheck.problems(registrations))
        .singleElement()
        .asString()
        .startsWith("MetricsFilter is mapped to /api/*, servlet orders only")
        .endsWith("map it to /*");
  }

  @Test
  void namesEachDispatcherTypeThatIsMissing() {
    Registrations registrations = registrations(List.of(OURS), mapping("metrics", "/*", ERROR));

    assertThat(RegistrationCheck.problems(registrations))
        .hasSize(2)
        .anyMatch(problem -> problem.contains("without the dispatcher type REQUEST"))
        .anyMatch(problem -> problem.contains("without the dispatcher type ASYNC"));
  }

  @Test
  void acceptsDispatcherTypesFromTwoMappings() {
    Registrations registrations =
        registrations(
            List.of(OURS), mapping("metrics", "/*", REQUEST), mapping("metrics", "/*", ASYNC));

    assertThat(RegistrationCheck.problems(registrations)).isEmpty();
  }

  @Test
  void namesFiltersThatComeFirst() {
    Registrations registrations =
        registrations(
            List.of(OURS, OTHER),
            new FilterMapping("by-servlet", List.of(), List.of("orders"), Set.of(REQUEST)),
            mapping("for-errors", "/*", ERROR),
            mapping("other", "/admin/*", REQUEST),
            OUR_MAPPING);

    assertThat(RegistrationCheck.problems(registrations))
        .singleElement()
        .asString()
        .contains("not first in the chain")
        .endsWith("map MetricsFilter before them: other");
  }

  @Test
  void namesFiltersWithoutAsyncSupport() {
    Registrations registrations =
        registrations(
            List.of(
                new FilterEntry("metrics", MetricsFilter.class.getName(), false),
                new FilterEntry("other", "com.example.Other", false),
                new FilterEntry("after", "com.example.After", false)),
            mapping("other", "/*", REQUEST),
            OUR_MAPPING,
            mapping("after", "/*", REQUEST));

    assertThat(RegistrationCheck.problems(registrations))
        .filteredOn(problem -> problem.contains("without async-supported"))
        .hasSize(2)
        .anyMatch(problem -> problem.startsWith("MetricsFilter \"metrics\" is"))
        .anyMatch(
            problem -> problem.startsWith("filter \"other\", which precedes MetricsFilter, is"));
  }

  @Test
  void namesASecondDeclaration() {
    Registrations registrations =
        registrations(
            List.of(OURS, new FilterEntry("again", MetricsFilter.class.getName(), true)),
            OUR_MAPPING,
            mapping("again", "/*", REQUEST, ASYNC));

    assertThat(RegistrationCheck.problems(registrations))
        .singleElement()
        .asString()
        .startsWith("MetricsFilter is declared 2 times, as again, metrics;");
  }

  @Test
  void namesAServletWithoutAMapping() {
    Registrations registrations =
        new Registrations(
            List.of(OURS),
            List.of(OUR_MAPPING),
            true,
            List.of(
                new ServletEntry("scrape", MetricsServlet.class.getName(), List.of()),
                new ServletEntry("jsp", "com.example.Jsp", List.of())));

    assertThat(RegistrationCheck.problems(registrations))
        .singleElement()
        .asString()
        .startsWith("MetricsServlet \"scrape\" is declared but not mapped");
  }

  @Test
  void takesWhatIsUnknownForNoMistake() {
    Registrations registrations =
        new Registrations(
            List.of(new FilterEntry("metrics", MetricsFilter.class.getName(), null), OTHER),
            List.of(
                new FilterMapping("other", List.of("/*"), List.of(), null),
                new FilterMapping("metrics", List.of("/*"), List.of(), null)),
            false,
            List.of());

    assertThat(RegistrationCheck.problems(registrations)).isEmpty();
  }

  private static Registrations registrations(List<FilterEntry> filters, FilterMapping... mappings) {
    return new Registrations(filters, List.of(mappings), true, List.of());
  }

  private static FilterMapping mapping(
      String filter, String pattern, DispatcherType first, DispatcherType... more) {
    return new FilterMapping(filter, List.of(pattern), List.of(), EnumSet.of(first, more));
  }
}
