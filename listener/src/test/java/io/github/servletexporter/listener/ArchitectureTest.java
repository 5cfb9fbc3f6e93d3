package io.github.servletexporter.listener;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Imports point one way; docs/architecture.md draws the picture. */
class ArchitectureTest {

  private static final String ROOT = "io.github.servletexporter";

  /** The packages of the listener, the lowest floor first; the root is above them. */
  private static final List<Set<String>> FLOORS =
      List.of(
          Set.of("config", "endpoint", "exposition", "container", "hook"),
          Set.of("server", "journal", "worker", "jvm", "boot"),
          Set.of("status"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void theFilterDoesNotKnowTheListener() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".filter..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".listener..")
        .check(CLASSES);
  }

  @Test
  void theFilterImportsTheServletApiAndThePrometheusModelOnly() {
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
  void meterAndWorkersKnowNothingOfServlets() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".filter.meter..", ROOT + ".filter.worker..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jakarta.servlet..")
        .check(CLASSES);
  }

  @Test
  void theRequestPathStartsNoThreadsAndTouchesNoFiles() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".filter..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.util.logging..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.io\\.File.*|java\\.util\\.concurrent\\..*Executor.*|java\\.net\\.(?!InetAddress$|UnknownHostException$).*")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ThreadLocal.class)
        .check(CLASSES);
  }

  @Test
  void theFilterHasThreeFloors() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("api")
        .definedBy(ROOT + ".filter")
        .layer("request")
        .definedBy(ROOT + ".filter.request")
        .layer("guard")
        .definedBy(ROOT + ".filter.guard")
        .layer("meter")
        .definedBy(ROOT + ".filter.meter")
        .layer("worker")
        .definedBy(ROOT + ".filter.worker")
        .layer("body")
        .definedBy(ROOT + ".filter.body")
        .whereLayer("api")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("request")
        .mayOnlyBeAccessedByLayers("api")
        .whereLayer("guard")
        .mayOnlyBeAccessedByLayers("request")
        .whereLayer("meter")
        .mayOnlyBeAccessedByLayers("request")
        .whereLayer("worker")
        .mayOnlyBeAccessedByLayers("request")
        .whereLayer("body")
        .mayOnlyBeAccessedByLayers("request")
        .check(CLASSES);
  }

  @Test
  void theBaseImportsTheJdkOnly() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".base")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(ROOT + ".base", "java..", "org.jspecify.annotations..")
        .check(CLASSES);
  }

  /** A package imports from lower floors and from what is nested in it. */
  @Test
  void thePackagesOfTheListenerImportDownwardsOnly() {
    for (int floor = 0; floor < FLOORS.size(); floor++) {
      for (String name : FLOORS.get(floor)) {
        String[] out =
            FLOORS.stream()
                .skip(floor)
                .flatMap(Set::stream)
                .filter(other -> !other.equals(name))
                .map(other -> ROOT + ".listener." + other + "..")
                .toArray(String[]::new);
        noClasses()
            .that()
            .resideInAPackage(ROOT + ".listener." + name + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(out)
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".listener")
            .allowEmptyShould(true)
            .check(CLASSES);
      }
    }
  }

  @Test
  void everyPackageOfTheListenerHasAFloor() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".listener..")
        .should()
        .resideInAnyPackage(
            Stream.concat(
                    Stream.of(ROOT + ".listener"),
                    FLOORS.stream()
                        .flatMap(Set::stream)
                        .map(name -> ROOT + ".listener." + name + ".."))
                .toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void onlyTheCompositionRootKnowsTheJvmMetrics() {
    noClasses()
        .that()
        .doNotHaveSimpleName("MetricsRuntime")
        .and()
        .resideOutsideOfPackage(ROOT + ".listener.jvm..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".listener.jvm..")
        .check(CLASSES);
  }

  @Test
  void theDetectionAloneKnowsTheAdaptersOfAllContainers() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ROOT + ".listener.container.detection",
            ROOT + ".listener.container.tomcat",
            ROOT + ".listener.container.jetty")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".listener.container.tomcat", ROOT + ".listener.container.jetty")
        .check(CLASSES);
    slices()
        .matching(ROOT + ".listener.container.(*)")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(resideInAPackage(ROOT + ".listener.container.detection"), alwaysTrue())
        .check(CLASSES);
  }

  /** Classes of other packages are loaded in every container, even without Tomcat. */
  @Test
  void onlyItsAdapterKnowsTomcatsClasses() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".listener.container.tomcat")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.catalina..", "org.apache.coyote..", "org.apache.tomcat..")
        .check(CLASSES);
  }

  @Test
  void noClassKnowsJettysClasses() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.eclipse.jetty..")
        .check(CLASSES);
  }

  @Test
  void oneClassKnowsTheRedisClient() {
    noClasses()
        .that()
        .doNotHaveSimpleName("RedisConnection")
        .and()
        .haveNameNotMatching(".*RedisConnection\\$.*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("redis.clients..")
        .check(CLASSES);
  }

  @Test
  void everythingIsFinalAbstractOrAnInterface() {
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAnonymousClasses()
        .and()
        .haveSimpleNameNotEndingWith("package-info")
        .and()
        .doNotHaveModifier(JavaModifier.ABSTRACT)
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(CLASSES);
  }

  @Test
  void nothingStaticChanges() {
    com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .check(CLASSES);
  }
}
