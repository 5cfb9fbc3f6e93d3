package io.github.servletexporter.filter.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.meter.BucketLayout;
import io.github.servletexporter.filter.meter.HttpMethods;
import io.github.servletexporter.filter.meter.InternalErrors;
import io.github.servletexporter.filter.meter.MeterConfig;
import io.github.servletexporter.filter.meter.RequestMeter;
import io.github.servletexporter.filter.route.RouteMapping;
import io.github.servletexporter.filter.route.RouteResolver;
import io.github.servletexporter.filter.route.RouteRules;
import io.github.servletexporter.filter.route.RouteSources;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteSettlementTest {

  private static final String SPRING =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

  private static final WebApp WEB_APP =
      new WebApp("/shop", RouteSettlementTest.class.getClassLoader());

  private final StubRequest request = new StubRequest();

  @Test
  void isTheMappingBelowTheContextPath() {
    assertThat(label(resolver(RouteRules.none()), 200)).isEqualTo("/shop/api/*");
  }

  @Test
  void keepsAnExtensionApartFromTheContextPath() {
    request.pattern("*.do");

    assertThat(label(resolver(RouteRules.none()), 200)).isEqualTo("/shop/*.do");
  }

  @Test
  void isEmptyWhenNothingMatched() {
    request.pattern("/");

    assertThat(label(resolver(RouteRules.none()), 404)).isEmpty();
    assertThat(label(resolver(RouteRules.none()), 200)).isEqualTo("/shop/");
  }

  @Test
  void prefersTheTemplateOfTheFrameworkBelowTheServletPath() {
    request.setAttribute(SPRING, "/users/{id}");

    assertThat(label(resolver(RouteRules.none()), 200)).isEqualTo("/shop/api/users/{id}");
  }

  @Test
  void prefersTheRouteAttributeOfTheApplication() {
    request.setAttribute(SPRING, "/users/{id}");
    request.setAttribute(RouteResolver.ATTRIBUTE, "people/{id}");

    assertThat(label(resolver(RouteRules.none()), 200)).isEqualTo("/shop/people/{id}");
  }

  @Test
  void prefersAConfiguredRuleToAllOthers() {
    request.uri("/users/7").setAttribute(RouteResolver.ATTRIBUTE, "/people/{id}");

    assertThat(label(resolver(RouteRules.of(List.of("/users/{u}"))), 200))
        .isEqualTo("/shop/users/{u}");
  }

  @Test
  void isOtherBeyondTheLimit() {
    RouteResolver resolver = resolver(RouteRules.none());
    for (int i = 0; i < 20; i++) {
      request.setAttribute(RouteResolver.ATTRIBUTE, "/raw/" + i);
      label(resolver, 200);
    }

    assertThat(label(resolver, 200)).isEqualTo("_other");
  }

  @Test
  void prefersAConfiguredRuleToTheTemplateOfAForward() {
    RouteResolver resolver = resolver(RouteRules.of(List.of("/users/{u}")));
    RouteMapping first = resolver.mapping(request.uri("/users/7"));
    RouteMapping target = resolver.mapping(request.uri("/people"));
    request.setAttribute(SPRING, "/people/{id}");

    RouteSettlement settlement = settlement(resolver);
    settlement.settle(target, request);

    assertThat(settlement.isSettled(request)).isTrue();
    assertThat(settlement.route(first, request, 200).label()).isEqualTo("/shop/users/{u}");
  }

  private String label(RouteResolver resolver, int status) {
    return settlement(resolver).route(resolver.mapping(request), request, status).label();
  }

  private static RouteSettlement settlement(RouteResolver resolver) {
    return new RouteSettlement(resolver, new RequestTraces(WEB_APP));
  }

  private static RouteResolver resolver(RouteRules rules) {
    MeterConfig config = new MeterConfig(BucketLayout.DEFAULT_SECONDS, 10, HttpMethods.defaults());
    RequestMeter meter = new RequestMeter(config);
    RouteSources sources =
        new RouteSources(
            WEB_APP.contextPath(),
            rules,
            List.of(SPRING),
            List.of(),
            request -> null,
            servlet -> null);
    return new RouteResolver(sources, meter, new InternalErrors(meter, Ticker.system(), WEB_APP));
  }
}
