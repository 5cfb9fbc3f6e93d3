package io.github.servletexporter.listener.application;

import io.github.servletexporter.base.JvmOwner;
import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.WebApp;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Registries of the application: client_java's default registry, as the application sees it, and
 * the one in an attribute of the {@code ServletContext}. Each occurs once, and in one web
 * application of the JVM: those that share client_java share its default registry.
 *
 * <p>Thread-safe.
 */
final class ApplicationRegistries implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(ApplicationRegistries.class.getName());
  private static final String OWNER = "io.github.servletexporter.application-metrics-owner.";

  private final WebApp webApp;
  private final Supplier<@Nullable Object> attribute;
  private final Supplier<@Nullable Object> ours;
  private final IdentityHashMap<Object, JvmOwner> owners = new IdentityHashMap<>();
  private boolean searched;
  private boolean warned;
  private boolean closed;
  private @Nullable Class<?> client;

  /**
   * Creates the registries.
   *
   * @param attribute returns what the application has left in its context, or null
   * @param ours returns the registry of servlet-exporter, or null while nobody has it
   */
  ApplicationRegistries(
      WebApp webApp, Supplier<@Nullable Object> attribute, Supplier<@Nullable Object> ours) {
    this.webApp = webApp;
    this.attribute = attribute;
    this.ours = ours;
  }

  /** Returns the registries that this web application exposes. */
  synchronized List<ForeignRegistry> find() {
    List<ForeignRegistry> found = new ArrayList<>();
    if (closed) {
      return found;
    }
    Object own = ours.get();
    if (own != null) {
      found.add(new ForeignRegistry(own));
    }
    IdentityHashMap<Object, JvmOwner> present = new IdentityHashMap<>();
    for (Object candidate : candidates()) {
      if (candidate != own && !present.containsKey(candidate)) {
        JvmOwner known = owners.get(candidate);
        JvmOwner owner = known != null ? known : owner(candidate);
        present.put(candidate, owner);
        if (owner.claim()) {
          found.add(new ForeignRegistry(candidate));
        }
      }
    }
    owners.forEach(
        (registry, owner) -> {
          if (!present.containsKey(registry)) {
            owner.release();
          }
        });
    owners.clear();
    owners.putAll(present);
    return found;
  }

  /** Lets other web applications expose the registries, and forgets them. */
  @Override
  public synchronized void close() {
    closed = true;
    owners.values().forEach(JvmOwner::release);
    owners.clear();
    client = null;
  }

  private List<Object> candidates() {
    List<Object> candidates = new ArrayList<>(2);
    Object left = attribute.get();
    if (left != null && ForeignRegistry.isRegistry(left)) {
      candidates.add(left);
    } else if (left != null && !warned) {
      warned = true;
      LOGGER.log(
          Level.WARNING,
          "{0}: the context attribute {1} contains a {2}, which is not a PrometheusRegistry; its"
              + " metrics are not exposed",
          webApp,
          ApplicationMetrics.ATTRIBUTE,
          LogText.escaped(left.getClass().getName()));
    }
    Object registry = defaultRegistry();
    if (registry != null) {
      candidates.add(registry);
    }
    return candidates;
  }

  /** Returns null where the application has no client_java, or one that fails to load. */
  private @Nullable Object defaultRegistry() {
    try {
      if (!searched) {
        searched = true;
        client = Class.forName(ForeignRegistry.TYPE, false, webApp.loader());
      }
      return client == null ? null : client.getField("defaultRegistry").get(null);
    } catch (ReflectiveOperationException | LinkageError e) {
      client = null;
      return null;
    }
  }

  private JvmOwner owner(Object registry) {
    String id =
        Integer.toHexString(System.identityHashCode(registry.getClass().getClassLoader()))
            + "-"
            + Integer.toHexString(System.identityHashCode(registry));
    return new JvmOwner(OWNER + id, webApp.contextPath());
  }
}
