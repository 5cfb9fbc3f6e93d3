package io.github.servletexporter.it.snippets;

import io.github.servletexporter.it.docs.CodeBlock;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Blocks of the pages, each with a mistake that its check has to find. */
final class Mistakes {

  private Mistakes() {}

  static Stream<CodeBlock> all() {
    return Stream.of(
        mistake("properties", "servlet-exporter.port=9404", "servlet-exporter.prot=9404"),
        mistake("properties", "queue-deadline=10s", "queue-deadline=10 sec"),
        mistake("properties", "client-auth=need", "client-auth=yes"),
        mistake("yaml", "trusted-proxies: [10.0.0.0/8]", "trusted-proxies: [10.0.0.0/80]"),
        mistake("properties", "readinessState,servletExporter", "readinessState,exporter"),
        mistake("properties", "servletexporter.level = FINE", "servletexporter.level = FINER1"),
        mistake("properties", ".journal.ExceptionJournal.level", ".ExceptionJournal.level"),
        mistake("xml", "level=\"WARN\"", "level=\"WARNING\""),
        mistake("properties", "servlet-exporter*.jar,", "servlet-exporter.jar,"),
        mistake("xml", "servlet-exporter-container<", "servlet-exporter-server<"),
        mistake("xml", "  <version>0.", "  <version>9."),
        mistake("xml", ".MetricsContextListener", ".MetricsListener"),
        mistake("xml", "<async-supported>true", "<async-supported>yes"),
        mistake("xml", "<name>servlet_exporter", "<name>servlet-exporter"),
        mistake("xml", "servlet-exporter.sizes<", "servlet-exporter.size<"),
        mistake("java", "new ServletExporter(config)", "new ServletExporter(9404)"),
        mistake("java", "request.route()", "request.path()"),
        mistake("java", "requires io.github.servletexporter.listener;", "requires shop.none;"),
        mistake("java", "resource.getResourceMethod()", "resource.method()"),
        mistake("java", ".hasRole(", ".hasRoles("),
        mistake("java", "context.setAttribute(", "context.put("),
        mistake("shell", "-pl example", "-pl examples"),
        mistake("shell", "exec.args=--demo", "exec.args=--demonstration"),
        mistake("shell", "-Pfull", "-Pfully"),
        mistake("shell", "-Dtest=ConfigLoaderTest", "-Dtest=ConfigurationTest"),
        mistake("shell", "/myapp/metrics", "/myapp/prometheus"),
        mistake("shell", "check --config", "check --configuration"),
        mistake("shell", "java.naming,", "java.directory,"),
        mistake("shell", "--strip-debug", "--strip-debugging"),
        mistake("shell", "site/check.sh", "site/checks.sh"),
        mistake("shell", "done", "end"),
        mistake("shell", "-Dservlet-exporter.multiproc-dir", "-Dservlet-exporter.multi-dir"),
        mistake("yaml", "prometheus.io/path", "prometheus.io/metrics-path"),
        mistake("yaml", "providers:", "provider:"),
        mistake("text", "http_server_active_requests{", "http_server_requests_active{"),
        mistake(
            "text",
            "http_server_client_aborts_total{http_route",
            "http_server_client_aborts_total{route"),
        mistake("text", "1 to 1000000", "1 to 100000"),
        mistake("text", "failed to boot", "cannot boot"),
        mistake("json", "\"exception\":", "\"error\":"),
        mistake("mermaid", "MetricsFilter]", "MetricsFilters]"),
        mistake("mermaid", "--> sampler", "-> sampler"));
  }

  private static CodeBlock mistake(String language, String right, String wrong) {
    UnaryOperator<String> change = text -> text.replace(right, wrong);
    CodeBlock block =
        CodeBlock.all().stream()
            .filter(each -> each.language().equals(language) && each.text().contains(right))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no block contains " + right));
    return new CodeBlock(
        block.page(),
        block.line(),
        language,
        block.section(),
        block.before(),
        change.apply(block.text()));
  }
}
