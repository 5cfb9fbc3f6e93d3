package io.github.servletexporter.listener.hook;

/** One method of {@link LifecycleHook} with what it is told. */
@FunctionalInterface
interface HookEvent {

  /** Calls the method. */
  void tell(LifecycleHook hook, HookContext context) throws Throwable;
}
