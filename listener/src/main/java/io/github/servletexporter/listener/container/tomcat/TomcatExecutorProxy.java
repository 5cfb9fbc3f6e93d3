package io.github.servletexporter.listener.container.tomcat;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.tomcat.util.threads.ResizableExecutor;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Proxy of the executor of a Tomcat connector, which converts each job before the executor gets it.
 *
 * <p>The proxy consists of method handles, so that no method of ours is on the stack when the
 * executor starts a thread. Before Java 24 a thread inherits the protection domains of all methods
 * on the stack; ours would keep the class loader of the web application in memory for as long as
 * the pool exists. The interface {@link ResizableExecutor} keeps the numbers in Tomcat's MBeans
 * correct, and {@link Supplier} gives other web applications access to the original executor.
 */
final class TomcatExecutorProxy {

  private static final Class<?>[] INTERFACES = {ResizableExecutor.class, Supplier.class};

  private final Executor delegate;
  private final UnaryOperator<Runnable> change;

  private TomcatExecutorProxy(Executor delegate, UnaryOperator<Runnable> change) {
    this.delegate = delegate;
    this.change = change;
  }

  /**
   * Creates a proxy.
   *
   * @param delegate the executor of the connector
   * @param change converts each job before the delegate gets it
   */
  static Executor of(Executor delegate, UnaryOperator<Runnable> change) {
    ClassLoader tomcats = ResizableExecutor.class.getClassLoader();
    InvocationHandler handler =
        interfaceOf(new TomcatExecutorProxy(delegate, change).handle(), tomcats);
    return (Executor) Proxy.newProxyInstance(tomcats, INTERFACES, handler);
  }

  /** Returns the executor behind a proxy of any web application, or else the executor itself. */
  static Executor behind(Executor executor) {
    return Proxy.isProxyClass(executor.getClass())
            && executor instanceof Supplier<?> proxy
            && executor instanceof ResizableExecutor
            && proxy.get() instanceof Executor delegate
        ? delegate
        : executor;
  }

  /** Java defines the class in the context class loader, which is that of the web application. */
  private static InvocationHandler interfaceOf(MethodHandle handle, @Nullable ClassLoader loader) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return MethodHandleProxies.asInterfaceInstance(InvocationHandler.class, handle);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Returns a handle of {@link InvocationHandler#invoke}. */
  private MethodHandle handle() {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    Class<TomcatExecutorProxy> own = TomcatExecutorProxy.class;
    try {
      MethodHandle isExecute =
          lookup.findStatic(own, "isExecute", methodType(boolean.class, Method.class));
      MethodHandle changed =
          lookup.bind(this, "changed", methodType(Runnable.class, Object[].class));
      MethodHandle execute =
          lookup
              .findVirtual(Executor.class, "execute", methodType(void.class, Runnable.class))
              .bindTo(delegate);
      MethodHandle executeChanged =
          MethodHandles.filterArguments(execute, 0, changed)
              .asType(methodType(Object.class, Object[].class));
      return MethodHandles.guardWithTest(
          MethodHandles.dropArguments(isExecute, 0, Object.class),
          MethodHandles.dropArguments(executeChanged, 0, Object.class, Method.class),
          lookup.bind(
              this, "call", methodType(Object.class, Object.class, Method.class, Object[].class)));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a method of " + own.getName() + " is missing", e);
    }
  }

  static boolean isExecute(Method method) {
    return method.getName().equals("execute");
  }

  /** Converts a job; this method has returned before the delegate gets the job. */
  Runnable changed(Object[] arguments) {
    return change.apply((Runnable) arguments[0]);
  }

  @Nullable Object call(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    return switch (method.getName()) {
      case "get" -> delegate;
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "servlet-exporter: " + delegate;
      default ->
          delegate instanceof ResizableExecutor resizable
              ? invoke(method, resizable, arguments)
              : numbers((ThreadPoolExecutor) delegate, method, arguments);
    };
  }

  private static @Nullable Object invoke(
      Method method, ResizableExecutor target, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static Object numbers(
      ThreadPoolExecutor pool, Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "getPoolSize" -> pool.getPoolSize();
      case "getActiveCount" -> pool.getActiveCount();
      case "getMaxThreads" -> pool.getMaximumPoolSize();
      case "resizePool" -> {
        if (arguments != null) {
          pool.setCorePoolSize((int) arguments[0]);
          pool.setMaximumPoolSize((int) arguments[1]);
        }
        yield true;
      }
      default -> false; // resizeQueue
    };
  }
}
