package io.github.servletexporter.listener.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Types named in the architecture and the decisions exist. */
class DocumentedTypesTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern TYPE =
      Pattern.compile("(?<![\\w.-])[A-Z][a-z]+(?:[A-Z][A-Za-z]*)+(?![\\w-])");
  private static final String JAVA = ".java";

  /** Types of the JDK, the servlet API, the containers and Spring Boot. */
  private static final Set<String> FOREIGN =
      Set.of(
          "AsyncContext",
          "AtomicLong",
          "ConcurrentHashMap",
          "ConfigurationProperties",
          "DefaultErrorAttributes",
          "FilterRegistrationBean",
          "InstanceManager",
          "LifeCycle",
          "LifecycleListener",
          "LongAdder",
          "RequestDispatcher",
          "ServletContainerInitializer",
          "ServletContext",
          "ServletContextHandler",
          "ServletContextInitializer",
          "ServletRegistrationBean",
          "ServletRequestAttributeListener",
          "ServletRequestListener",
          "ThreadLocal",
          "UnavailableException",
          "WebAppContext");

  @ParameterizedTest
  @MethodSource("pages")
  void typesExist(Path page) throws IOException {
    Set<String> known = new HashSet<>(FOREIGN);
    known.addAll(ours());

    assertThat(named(page)).isSubsetOf(known);
  }

  private static List<String> named(Path page) throws IOException {
    return CODE.matcher(Files.readString(page))
        .results()
        .flatMap(code -> TYPE.matcher(code.group(1)).results().map(MatchResult::group))
        .toList();
  }

  private static Set<String> ours() {
    return PublishedText.sources("src")
        .map(file -> file.getFileName().toString())
        .map(name -> name.substring(0, name.length() - JAVA.length()))
        .collect(Collectors.toSet());
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> decisions = Files.list(ROOT.resolve("docs/adr"))) {
      return Stream.concat(Stream.of(ROOT.resolve("docs/architecture.md")), decisions).toList();
    }
  }
}
