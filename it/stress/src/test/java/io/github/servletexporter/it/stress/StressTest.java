package io.github.servletexporter.it.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * Runs the jcstress tests of this module, each in separate JVMs; a forbidden outcome fails this
 * test.
 *
 * <p>The system property {@code stress.options} passes options to jcstress, for a longer run.
 */
class StressTest {

  /**
   * Short run of half a minute: one iteration of each test, with stressed instruction scheduling.
   */
  private static final List<String> SHORT =
      List.of(
          "-f 1 -iters 1 -time 100 -sc false -hs 128",
          "-jvmArgs -XX:+UseSerialGC -jvmArgs -XX:+UnlockDiagnosticVMOptions",
          "-jvmArgs -XX:+StressLCM -jvmArgs -XX:+StressGCM");

  @Test
  @Tag("full")
  void nothingForbiddenHappens() throws Exception {
    Options options = options();
    JCStress stress = new JCStress(options);

    stress.run(); // throws an AssertionError that names what is forbidden

    assertThat(tested(options)).isNotEmpty().isEqualTo(stress.getTests());
  }

  private static Options options() throws Exception {
    String given = System.getProperty("stress.options", "");
    String line = (given.isBlank() ? String.join(" ", SHORT) : given) + " -r jcstress";
    Options options = new Options(line.strip().split("\\s+"));
    assertThat(options.parse()).as("options: " + line).isTrue();
    return options;
  }

  /**
   * Returns the tests that ran; jcstress silently omits a test that needs more processors than
   * there are.
   */
  private static Set<String> tested(Options options) throws Exception {
    InProcessCollector results = new InProcessCollector();
    DiskReadCollector file = new DiskReadCollector(options.getResultFile(), results);
    file.dump();
    file.close();
    Set<String> names = new TreeSet<>();
    for (TestResult result : new ArrayList<>(results.getTestResults())) {
      names.add(result.getName());
    }
    return names;
  }
}
