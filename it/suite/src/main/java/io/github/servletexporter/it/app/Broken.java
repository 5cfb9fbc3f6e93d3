package io.github.servletexporter.it.app;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.util.EnumSet;

/** Components that do not start, each in the way that is given. */
public final class Broken {

  private Broken() {}

  /** A way not to start. */
  public enum Way {
    /** By an exception that is wrapped. */
    FAIL {
      @Override
      void happen() throws ServletException {
        throw new ServletException("not initialised", new IllegalStateException("no database"));
      }
    },
    /** By a class whose static initialiser fails. */
    LINK {
      @Override
      void happen() throws ServletException {
        throw new ServletException(Unlinkable.VALUE);
      }
    },
    /** By saying that it is not available. */
    BE_UNAVAILABLE {
      @Override
      void happen() throws UnavailableException {
        throw new UnavailableException("closed for the winter");
      }
    };

    abstract void happen() throws ServletException;
  }

  /**
   * Adds a servlet that is loaded on startup.
   *
   * @param way how it fails
   * @return who adds it
   */
  public static ServletContainerInitializer servlet(Way way) {
    return (classes, context) -> {
      ServletRegistration.Dynamic servlet = context.addServlet("broken", new BrokenServlet(way));
      servlet.setLoadOnStartup(1);
      servlet.addMapping("/broken");
    };
  }

  /**
   * Adds a filter.
   *
   * @param way how it fails
   * @return who adds it
   */
  public static ServletContainerInitializer filter(Way way) {
    return (classes, context) ->
        context
            .addFilter("broken", new BrokenFilter(way))
            .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/broken");
  }

  /**
   * Adds a listener.
   *
   * @return who adds it
   */
  public static ServletContainerInitializer listener() {
    return (classes, context) -> context.addListener(new BrokenListener());
  }

  /** The name of the class of a servlet that takes its {@link Way} from an init-param. */
  public static final String SERVLET = ConfiguredServlet.class.getName();

  /** The name of the class of {@link #listener()}. */
  public static final String LISTENER = BrokenListener.class.getName();

  private static final class BrokenServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final Way way;

    BrokenServlet(Way way) {
      this.way = way;
    }

    @Override
    public void init() throws ServletException {
      way.happen();
    }
  }

  /** Made by the container. */
  public static final class ConfiguredServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** Called by the container. */
    public ConfiguredServlet() {}

    @Override
    public void init() throws ServletException {
      Way.valueOf(getInitParameter("way")).happen();
    }
  }

  private static final class BrokenFilter implements Filter {
    private final Way way;

    BrokenFilter(Way way) {
      this.way = way;
    }

    @Override
    public void init(FilterConfig config) throws ServletException {
      way.happen();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      chain.doFilter(request, response);
    }
  }

  private static final class BrokenListener implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
      throw new IllegalStateException("no network");
    }
  }

  private static final class Unlinkable {
    static final String VALUE = value();

    private static String value() {
      throw new IllegalStateException("no native library");
    }
  }
}
