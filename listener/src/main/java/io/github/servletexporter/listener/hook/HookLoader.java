package io.github.servletexporter.listener.hook;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Finds and makes the hooks of one web application: those that services files name, and those that
 * the configuration names. One object of each class, whoever names it.
 *
 * <p>Runs once, on the thread that starts the web application. A constructor that never returns
 * stops that start, as one of the application's own listeners would; nothing after it can.
 */
public final class HookLoader {

  /** A services file that can't be read fails the same way for ever. */
  private static final int MAX_SERVICE_FAILURES = 20;

  private final ClassLoader loader;
  private final Map<Class<?>, Placed> found = new LinkedHashMap<>();
  private final List<UnusableHook> unusable = new ArrayList<>();

  private HookLoader(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * Loads hooks. Never throws for what is wrong with one of them.
   *
   * @param loader the web application's class loader
   * @param names class names from the configuration; blank ones are left out
   * @return what can be called and what can't
   */
  public static LoadedHooks load(ClassLoader loader, List<String> names) {
    HookLoader hooks = new HookLoader(loader);
    hooks.addServices();
    names.stream().map(String::strip).filter(name -> !name.isEmpty()).forEach(hooks::addNamed);
    return hooks.loaded();
  }

  private void addServices() {
    Iterator<LifecycleHook> services = ServiceLoader.load(LifecycleHook.class, loader).iterator();
    for (int failures = 0; failures < MAX_SERVICE_FAILURES; ) {
      try {
        if (!services.hasNext()) {
          return;
        }
        add(services.next());
      } catch (Throwable e) { // ServiceConfigurationError, or what loading a class can throw
        failures++;
        String file = "META-INF/services/" + LifecycleHook.class.getName();
        unusable.add(new UnusableHook(file, false, "names a hook that can't be used: " + e, e));
      }
    }
  }

  private void addNamed(String name) {
    try {
      Class<?> type = Class.forName(name, true, loader);
      if (!found.containsKey(type)) {
        add(type.asSubclass(LifecycleHook.class).getConstructor().newInstance());
      }
    } catch (Throwable e) { // the application's class: it may throw anything
      unusable.add(new UnusableHook(name, true, problem(e), e));
    }
  }

  private void add(LifecycleHook hook) {
    found.put(hook.getClass(), new Placed(hook, hook.order()));
  }

  private static String problem(Throwable failure) {
    if (failure instanceof ClassNotFoundException) {
      return "is not among the classes of the web application";
    }
    if (failure instanceof ClassCastException) {
      return "does not implement " + LifecycleHook.class.getName();
    }
    if (failure instanceof NoSuchMethodException
        || failure instanceof IllegalAccessException
        || failure instanceof InstantiationException) {
      return "is no public class with a public constructor without parameters";
    }
    Throwable cause = failure.getCause();
    return "can't be made: " + (cause != null ? cause : failure);
  }

  private LoadedHooks loaded() {
    Comparator<Placed> order =
        Comparator.comparingInt(Placed::order).thenComparing(placed -> placed.name());
    return new LoadedHooks(
        found.values().stream().sorted(order).map(Placed::hook).toList(), unusable);
  }

  private record Placed(LifecycleHook hook, int order) {
    String name() {
      return hook.getClass().getName();
    }
  }
}
