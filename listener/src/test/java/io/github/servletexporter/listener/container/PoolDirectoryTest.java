package io.github.servletexporter.listener.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PoolDirectoryTest {

  private final List<NamedPool> pools = new ArrayList<>();
  private final PoolDirectory directory = new PoolDirectory(() -> pools);

  @Test
  void findsThePoolWhosePrefixBeginsTheThreadsName() {
    pools.add(pool("a", "http-nio-80-exec-"));
    pools.add(pool("b", "http-nio-8080-exec-"));

    assertThat(directory.poolOf(new Thread("http-nio-8080-exec-3"))).isEqualTo("b");
    assertThat(directory.poolOf(new Thread("http-nio-80-exec-3"))).isEqualTo("a");
    assertThat(directory.poolOf(new Thread("http-nio-8443-exec-3"))).isEqualTo("other");
  }

  @Test
  void prefersTheLongestPrefix() {
    pools.add(pool("long", "web-admin-"));
    pools.add(pool("short", "web-"));

    assertThat(directory.poolOf(new Thread("web-admin-1"))).isEqualTo("long");
    assertThat(directory.poolOf(new Thread("web-1"))).isEqualTo("short");
  }

  @Test
  void takesTheOnlyPoolWhoseThreadsHaveNoKnownName() {
    pools.add(pool("known", "web-"));
    pools.add(pool("unknown", null));

    assertThat(directory.poolOf(new Thread("web-1"))).isEqualTo("known");
    assertThat(directory.poolOf(new Thread("anything"))).isEqualTo("unknown");
  }

  @Test
  void doesNotGuessBetweenTwoPools() {
    pools.add(pool("one", null));
    pools.add(pool("another", null));

    assertThat(directory.poolOf(new Thread("anything"))).isEqualTo("other");
  }

  @Test
  void findsAPoolThatCameLater() {
    assertThat(directory.poolOf(new Thread("web-1"))).isEqualTo("other");

    pools.add(pool("web", "web-"));

    assertThat(directory.poolOf(new Thread("web-1"))).isEqualTo("web");
  }

  @Test
  void showsAPoolThatCannotBeReadWithoutNumbers() {
    pools.add(
        new NamedPool(
            new Object(),
            "broken",
            null,
            null,
            true,
            () -> {
              throw new IllegalStateException("on purpose");
            }));

    assertThat(directory.read())
        .containsExactly(new PoolSnapshot("broken", null, null, null, null, null, true));
  }

  @Test
  void isEmptyWhileTheContainerCannotBeRead() {
    PoolDirectory broken =
        new PoolDirectory(
            () -> {
              throw new IllegalStateException("on purpose");
            });

    assertThat(broken.read()).isEmpty();
    assertThat(broken.poolOf(Thread.currentThread())).isEqualTo("other");
    assertThat(broken.poolNamed("web")).isNull();
  }

  @Test
  void numbersLabelsThatAreTaken() {
    UniqueLabels labels = new UniqueLabels();

    assertThat(List.of(labels.unique("qtp"), labels.unique("qtp"), labels.unique("qtp")))
        .containsExactly("qtp", "qtp-2", "qtp-3");
  }

  private static NamedPool pool(String label, @Nullable String prefix) {
    return new NamedPool(
        new Object(), label, null, prefix, false, () -> PoolSnapshot.withoutNumbers(label, false));
  }
}
