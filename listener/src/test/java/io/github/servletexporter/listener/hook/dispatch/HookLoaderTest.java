package io.github.servletexporter.listener.hook.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.listener.hook.LifecycleHook;
import io.github.servletexporter.listener.hook.dispatch.example.ExampleHook;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookLoaderTest {

  private static final String SERVICES = "META-INF/services/" + LifecycleHook.class.getName();
  private static final String EXAMPLE = ExampleHook.class.getName();

  @TempDir private Path directory;

  public static final class Early implements LifecycleHook {
    @Override
    public int order() {
      return -1;
    }
  }

  public static final class Anna implements LifecycleHook {
    static final AtomicInteger MADE = new AtomicInteger();

    public Anna() {
      MADE.incrementAndGet();
    }
  }

  public static final class Zoe implements LifecycleHook {}

  public static final class WithoutConstructor implements LifecycleHook {
    public WithoutConstructor(String needed) {}
  }

  static final class Hidden implements LifecycleHook {}

  public static final class FailsInConstructor implements LifecycleHook {
    public FailsInConstructor() {
      throw new IllegalStateException("no database");
    }
  }

  public static final class FailsInOrder implements LifecycleHook {
    @Override
    public int order() {
      throw new IllegalStateException("undecided");
    }
  }

  public static final class FailsToLoad implements LifecycleHook {
    static final int FAILURE = Integer.parseInt("no number");
  }

  @Test
  void findsTheHookOfAJar() throws IOException {
    try (URLClassLoader webApp = webAppWith(jar(EXAMPLE))) {
      LoadedHooks loaded = LoadedHooks.load(webApp, List.of());

      assertThat(loaded.names()).containsExactly(EXAMPLE);
      assertThat(loaded.hooks().get(0).getClass().getClassLoader()).isSameAs(webApp);
      assertThat(loaded.unusable()).isEmpty();
    }
  }

  @Test
  void createsOneInstanceOfAHookThatIsNamedTwice() {
    int before = Anna.MADE.get();

    LoadedHooks loaded = named(Anna.class.getName(), Anna.class.getName());

    assertThat(loaded.names()).containsExactly(Anna.class.getName());
    assertThat(Anna.MADE.get() - before).isOne();
  }

  @Test
  void createsOneInstanceOfAHookThatAServicesFileAlsoNames() throws IOException {
    try (URLClassLoader webApp = webAppWith(jar(EXAMPLE))) {
      LoadedHooks loaded = LoadedHooks.load(webApp, List.of(EXAMPLE));

      assertThat(loaded.names()).containsExactly(EXAMPLE);
      assertThat(loaded.unusable()).isEmpty();
    }
  }

  @Test
  void loadsHooksThatTheConfigurationNames() {
    LoadedHooks loaded = named(" " + Anna.class.getName() + " ", "");

    assertThat(loaded.names()).containsExactly(Anna.class.getName());
    assertThat(loaded.unusable()).isEmpty();
  }

  @Test
  void ordersHooksByOrderAndThenByName() throws IOException {
    try (URLClassLoader webApp = webAppWith(jar(EXAMPLE))) {
      LoadedHooks loaded =
          LoadedHooks.load(
              webApp, List.of(Zoe.class.getName(), Anna.class.getName(), Early.class.getName()));

      assertThat(loaded.names())
          .containsExactly(
              Early.class.getName(), Anna.class.getName(), Zoe.class.getName(), EXAMPLE);
    }
  }

  @Test
  void describesTheProblemWithAName() {
    assertThat(problem("com.example.Missing"))
        .isEqualTo("com.example.Missing is not a class of the web application");
    assertThat(problem("java.lang.String"))
        .isEqualTo("java.lang.String does not implement " + LifecycleHook.class.getName());
    assertThat(problem(WithoutConstructor.class.getName()))
        .endsWith(" is not a public class with a public constructor without parameters");
    assertThat(problem(Hidden.class.getName()))
        .endsWith(" is not a public class with a public constructor without parameters");
    assertThat(problem(LifecycleHook.class.getName()))
        .endsWith(" is not a public class with a public constructor without parameters");
    assertThat(problem(FailsInConstructor.class.getName()))
        .endsWith(" cannot be created: java.lang.IllegalStateException: no database");
    assertThat(problem(FailsInOrder.class.getName()))
        .endsWith(" cannot be created: java.lang.IllegalStateException: undecided");
    assertThat(problem(FailsToLoad.class.getName())).contains("NumberFormatException");
  }

  @Test
  void keepsTheOthersIfOneCannotBeCreated() throws IOException {
    String services = String.join("\n", "com.example.Missing", EXAMPLE, Hidden.class.getName());
    try (URLClassLoader webApp = webAppWith(jar(services))) {
      LoadedHooks loaded = LoadedHooks.load(webApp, List.of(Anna.class.getName()));

      assertThat(loaded.names()).containsExactly(Anna.class.getName(), EXAMPLE);
      assertThat(loaded.unusable()).hasSize(2).noneMatch(LoadedHooks.Unusable::configured);
      assertThat(loaded.unusable().get(0).text())
          .startsWith(SERVICES)
          .contains("com.example.Missing");
    }
  }

  @Test
  void returnsWithAServicesFileThatCannotBeRead() throws IOException {
    try (URLClassLoader webApp = webAppWith(jar("no class name\n" + EXAMPLE))) {
      LoadedHooks loaded = LoadedHooks.load(webApp, List.of(Anna.class.getName()));

      assertThat(loaded.names()).contains(Anna.class.getName());
      assertThat(loaded.unusable()).isNotEmpty();
    }
  }

  @Test
  void returnsWithALoaderThatCannotFindServicesFiles() {
    ClassLoader broken =
        new ClassLoader(HookLoaderTest.class.getClassLoader()) {
          @Override
          public Enumeration<URL> getResources(String name) throws IOException {
            throw new IOException("the jar is gone");
          }
        };

    LoadedHooks loaded = LoadedHooks.load(broken, List.of(Anna.class.getName()));

    assertThat(loaded.names()).containsExactly(Anna.class.getName());
    assertThat(loaded.unusable()).isNotEmpty();
  }

  private static LoadedHooks named(String... names) {
    return LoadedHooks.load(HookLoaderTest.class.getClassLoader(), List.of(names));
  }

  private static String problem(String name) {
    LoadedHooks loaded = named(name);
    assertThat(loaded.hooks()).isEmpty();
    assertThat(loaded.unusable()).hasSize(1).allMatch(LoadedHooks.Unusable::configured);
    return loaded.unusable().get(0).text();
  }

  /** Creates a jar with the example and a services file with the given content. */
  private Path jar(String services) throws IOException {
    String entry = EXAMPLE.replace('.', '/') + ".class";
    Path jar = directory.resolve("example-hook.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar));
        InputStream bytes = HookLoaderTest.class.getClassLoader().getResourceAsStream(entry)) {
      zip.putNextEntry(new ZipEntry(SERVICES));
      zip.write(services.getBytes(UTF_8));
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(bytes.readAllBytes());
    }
    return jar;
  }

  /** Creates a class loader that searches its own jars first, like that of a web application. */
  private static URLClassLoader webAppWith(Path jar) throws IOException {
    return new URLClassLoader(
        new URL[] {jar.toUri().toURL()}, HookLoaderTest.class.getClassLoader()) {
      @Override
      protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.equals(EXAMPLE)) {
          return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
      }
    };
  }
}
