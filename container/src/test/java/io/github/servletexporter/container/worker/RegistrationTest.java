package io.github.servletexporter.container.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistrationTest {

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final List<Registration> registrations = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    registrations.forEach(Registration::close);
    assertThat(names()).isEmpty();
  }

  @Test
  void givesPoolsOfTheSameNameDifferentNumbers() throws Exception {
    register("a");
    register("a");
    register("b");

    Set<String> ids =
        names().stream().map(name -> name.getKeyProperty("id")).collect(Collectors.toSet());

    assertThat(ids).containsExactlyInAnyOrder("1", "2", "3");
  }

  @Test
  void quotesAnyName() throws Exception {
    String name = "a,b=\"*?\n";

    register(name);

    ObjectName found = names().iterator().next();
    assertThat(ObjectName.unquote(found.getKeyProperty("name"))).isEqualTo(name);
    assertThat(server.getAttribute(found, "Name")).isEqualTo(name);
  }

  @Test
  void closesAfterTheMBeanWasRemoved() throws Exception {
    Registration registration = register("a");
    server.unregisterMBean(names().iterator().next());

    registration.close();

    assertThat(names()).isEmpty();
  }

  private Set<ObjectName> names() throws Exception {
    return server.queryNames(new ObjectName("io.github.servletexporter:*"), null);
  }

  private Registration register(String name) {
    MaximumThreads maximum = new MaximumThreads(1);
    Registration registration =
        Registration.of(new RecyclingPool(name, new Workers(() -> RetirementRule.NONE, maximum)));
    registrations.add(registration);
    return registration;
  }
}
