package io.github.servletexporter.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The dependencies of all modules are as docs/architecture.md describes. This module is the only
 * one that sees all of them.
 */
class ArchitectureTest {

  private static final String ROOT = "io.github.servletexporter";

  /**
   * The floor of each part. A part is a module or, in the listener, a package, each with the
   * packages nested in it. It depends on parts of lower floors only.
   */
  private static final Map<String, Integer> FLOORS =
      Map.ofEntries(
          Map.entry("container", 0),
          Map.entry("base", 0),
          Map.entry("filter", 1),
          Map.entry("sharing", 2),
          Map.entry("listener.config", 3),
          Map.entry("listener.container", 3),
          Map.entry("listener.endpoint", 3),
          Map.entry("listener.exposition", 3),
          Map.entry("listener.hook", 3),
          Map.entry("listener.application", 4),
          Map.entry("listener.boot", 4),
          Map.entry("listener.journal", 4),
          Map.entry("listener.jvm", 4),
          Map.entry("listener.server", 4),
          Map.entry("listener.session", 4),
          Map.entry("listener.sharing", 4),
          Map.entry("listener.union", 4),
          Map.entry("listener.worker", 4),
          Map.entry("listener.status", 5),
          Map.entry("listener", 6),
          Map.entry("bundle", 7));

  private static final String LISTENER = "listener.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void everyPartIsOnItsFloor() {
    assertThat(CLASSES.stream().map(ArchitectureTest::part).collect(toSet()))
        .containsExactlyInAnyOrderElementsOf(FLOORS.keySet());
  }

  @Test
  void dependenciesPointToLowerFloors() {
    assertThat(dependencies())
        .filteredOn(dependency -> !originPart(dependency).equals(targetPart(dependency)))
        .filteredOn(
            dependency -> FLOORS.get(targetPart(dependency)) >= FLOORS.get(originPart(dependency)))
        .extracting(Dependency::getDescription)
        .isEmpty();
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  /** On the server's class path, which shares none of our classes with an application. */
  @Test
  void theContainerModuleSharesOnlyTypesOfTheJdk() {
    assertThat(dependencies())
        .filteredOn(
            dependency ->
                originPart(dependency).equals("container")
                    != targetPart(dependency).equals("container"))
        .extracting(Dependency::getDescription)
        .isEmpty();
  }

  @Test
  void theFilterDependsOnTheServletApiAndThePrometheusModelOnly() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".filter..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".filter..",
            ROOT + ".base..",
            "java..",
            "jakarta.servlet..",
            "org.jspecify.annotations..",
            "io.prometheus.metrics.model..")
        .check(CLASSES);
  }

  @Test
  void theBaseDependsOnTheJdkOnly() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".base..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(ROOT + ".base..", "java..", "org.jspecify.annotations..")
        .check(CLASSES);
  }

  @Test
  void meterAndWorkersDoNotDependOnServlets() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".filter.meter..", ROOT + ".filter.worker..", ROOT + ".sharing..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jakarta.servlet..")
        .check(CLASSES);
  }

  @Test
  void theRequestPathStartsNoThreadsAndUsesNoFiles() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".filter..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.util.logging..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.io\\.File.*|java\\.util\\.concurrent\\..*Executor.*|java\\.net\\.(?!InetAddress$|.*Exception$).*")
        .check(CLASSES);
  }

  /** All other classes are loaded in every container, including those without Tomcat. */
  @Test
  void twoPackagesDependOnTomcat() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".listener.container.tomcat", ROOT + ".container.tomcat")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.catalina..", "org.apache.coyote..", "org.apache.tomcat..")
        .check(CLASSES);
  }

  @Test
  void onePackageDependsOnJetty() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".container.jetty")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.eclipse.jetty..")
        .check(CLASSES);
  }

  /**
   * Only the adapter of the container at hand is loaded, and a new one changes no other package.
   */
  @Test
  void theDetectionAloneDependsOnTheAdaptersOfContainers() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".listener.container.*")
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + ".listener.container.*")
                .and(resideOutsideOfPackage(ROOT + ".listener.container.detection")))
        .check(CLASSES);
  }

  @Test
  void oneClassDependsOnTheRedisClient() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.RedisConnection(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("redis.clients..")
        .check(CLASSES);
  }

  @Test
  void theCompositionRootAloneDependsOnTheJvmMetrics() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".listener", ROOT + ".listener.jvm..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".listener.jvm..")
        .check(CLASSES);
  }

  @Test
  void noClassUsesThreadLocals() {
    noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class).check(CLASSES);
  }

  @Test
  void everyConcreteClassIsFinal() {
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAnonymousClasses()
        .and()
        .haveSimpleNameNotEndingWith("-info")
        .should()
        .haveModifier(JavaModifier.FINAL)
        .orShould()
        .haveModifier(JavaModifier.ABSTRACT)
        .check(CLASSES);
  }

  @Test
  void everyStaticFieldIsFinal() {
    fields().that().areStatic().should().beFinal().check(CLASSES);
  }

  @Test
  void noTwoTopLevelTypesShareASimpleName() {
    Map<String, Set<String>> names =
        CLASSES.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().endsWith("-info"))
            .collect(groupingBy(JavaClass::getSimpleName, mapping(JavaClass::getName, toSet())));

    assertThat(names.values()).filteredOn(same -> same.size() > 1).isEmpty();
  }

  /** A copy of an enum by name compiles even if a constant is missing. */
  @Test
  void noEnumIsConvertedByName() {
    assertThat(CLASSES.stream().flatMap(type -> type.getCodeUnits().stream()))
        .filteredOn(
            code ->
                calls(code.getMethodCallsFromSelf(), "name")
                    .anyMatch(
                        name ->
                            calls(code.getMethodCallsFromSelf(), "valueOf")
                                .anyMatch(valueOf -> !valueOf.equals(name))))
        .extracting(code -> code.getFullName())
        .isEmpty();
  }

  /** Returns the enums on which a method is called. */
  private static Stream<String> calls(Set<JavaMethodCall> calls, String method) {
    return calls.stream()
        .filter(call -> call.getName().equals(method) && call.getTargetOwner().isEnum())
        .map(call -> call.getTargetOwner().getName());
  }

  /** Returns the dependencies between our own classes. */
  private static List<Dependency> dependencies() {
    return CLASSES.stream()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(dependency -> target(dependency).getPackageName().startsWith(ROOT))
        .toList();
  }

  private static String originPart(Dependency dependency) {
    return part(dependency.getOriginClass());
  }

  private static String targetPart(Dependency dependency) {
    return part(target(dependency));
  }

  private static JavaClass target(Dependency dependency) {
    return dependency.getTargetClass().getBaseComponentType();
  }

  private static String part(JavaClass type) {
    String path = type.getPackageName().substring(ROOT.length() + 1);
    int end = path.indexOf('.', path.startsWith(LISTENER) ? LISTENER.length() : 0);
    return end < 0 ? path : path.substring(0, end);
  }
}
