package io.github.servletexporter.listener.hook;

import java.util.List;

/**
 * The hooks of a web application.
 *
 * @param hooks those that can be called, in the order in which they are
 * @param unusable those that can't
 */
public record LoadedHooks(List<LifecycleHook> hooks, List<UnusableHook> unusable) {

  /** Copies both lists. */
  public LoadedHooks {
    hooks = List.copyOf(hooks);
    unusable = List.copyOf(unusable);
  }

  /** Returns the hooks' class names, which are the values of the label {@code hook}. */
  public List<String> names() {
    return hooks.stream().map(hook -> hook.getClass().getName()).toList();
  }
}
