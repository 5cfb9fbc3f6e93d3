package io.github.servletexporter.listener.hook.dispatch;

import io.github.servletexporter.listener.hook.LifecycleHook;
import java.util.ArrayList;
import java.util.List;

/**
 * The hooks of a web application.
 *
 * @param hooks hooks that can be called, in the order of their calls
 * @param unusable hooks that cannot be called
 */
public record LoadedHooks(List<LifecycleHook> hooks, List<Unusable> unusable) {

  /** Copies the lists. */
  public LoadedHooks {
    hooks = List.copyOf(hooks);
    unusable = List.copyOf(unusable);
  }

  /**
   * Loads the hooks that services files and the configuration name. Does not throw if one of them
   * cannot be loaded.
   *
   * @param loader class loader of the web application
   * @param names class names from the configuration; blank ones are ignored
   */
  public static LoadedHooks load(ClassLoader loader, List<String> names) {
    return new HookLoader(loader).load(names);
  }

  /** Returns the class names of the hooks, which are the values of the label {@code hook}. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (LifecycleHook hook : hooks) {
      names.add(hook.getClass().getName());
    }
    return names;
  }

  /**
   * Hook that could not be loaded.
   *
   * @param name class name of the hook, or name of the services file
   * @param configured whether the configuration key {@code hooks} names the hook; otherwise a
   *     services file does
   * @param problem description of the problem: a sentence without its subject
   * @param cause exception that describes the problem
   */
  public record Unusable(String name, boolean configured, String problem, Throwable cause) {

    /** Returns the name and the problem as a sentence. */
    public String text() {
      return name + " " + problem;
    }
  }
}
