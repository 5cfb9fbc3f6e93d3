package io.github.servletexporter.listener.hook.dispatch;

import io.github.servletexporter.listener.hook.LifecycleHook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Loader of the hooks of one web application: those that services files name, and those that the
 * configuration names. Creates one instance of each class, even if both name it.
 *
 * <p>Used once, by the thread that starts the web application. A hook whose constructor does not
 * return blocks that start, as one of the application's own listeners would.
 */
final class HookLoader {

  /** A services file that cannot be read fails again with each attempt. */
  private static final int MAX_SERVICE_FAILURES = 20;

  private final ClassLoader loader;
  private final Map<Class<?>, Placed> found = new LinkedHashMap<>();
  private final List<LoadedHooks.Unusable> unusable = new ArrayList<>();

  HookLoader(ClassLoader loader) {
    this.loader = loader;
  }

  LoadedHooks load(List<String> names) {
    addServices();
    for (String name : names) {
      if (!name.isBlank()) {
        addNamed(name.strip());
      }
    }
    return found.isEmpty() ? new LoadedHooks(List.of(), unusable) : loaded();
  }

  private void addServices() {
    Iterator<LifecycleHook> services = ServiceLoader.load(LifecycleHook.class, loader).iterator();
    for (int failures = 0; failures < MAX_SERVICE_FAILURES; ) {
      try {
        if (!services.hasNext()) {
          return;
        }
        add(services.next());
      } catch (Throwable e) { // ServiceConfigurationError, or any error of class loading
        failures++;
        String file = "META-INF/services/" + LifecycleHook.class.getName();
        unusable.add(
            new LoadedHooks.Unusable(file, false, "names a hook that cannot be loaded: " + e, e));
      }
    }
  }

  private void addNamed(String name) {
    try {
      Class<?> type = Class.forName(name, true, loader);
      if (!found.containsKey(type)) {
        add(type.asSubclass(LifecycleHook.class).getConstructor().newInstance());
      }
    } catch (Throwable e) { // code of the application, which may throw anything
      unusable.add(new LoadedHooks.Unusable(name, true, problem(e), e));
    }
  }

  private void add(LifecycleHook hook) {
    found.put(hook.getClass(), new Placed(hook, hook.order()));
  }

  private static String problem(Throwable failure) {
    if (failure instanceof ClassNotFoundException) {
      return "is not a class of the web application";
    }
    if (failure instanceof ClassCastException) {
      return "does not implement " + LifecycleHook.class.getName();
    }
    if (failure instanceof NoSuchMethodException
        || failure instanceof IllegalAccessException
        || failure instanceof InstantiationException) {
      return "is not a public class with a public constructor without parameters";
    }
    Throwable cause = failure.getCause();
    return "cannot be created: " + (cause != null ? cause : failure);
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
