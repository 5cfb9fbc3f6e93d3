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

/** Components that fail to start in a given way. */
public final class Broken {

  private Broken() {}

  /** Way in which a component fails to start. */
  public enum Way {
    /** Throws a wrapped exception. */
    FAIL {
      @Override
      void happen() throws ServletException {
        throw new ServletException("not initialised", new IllegalStateException("no database"));
      }
    },
    /** Uses a class whose static initializer fails. */
    LINK {
      @Override
      void happen() throws ServletException {
        throw new ServletException(Unlinkable.VALUE);
      }
    },
    /** Reports that it is unavailable. */
    BE_UNAVAILABLE {
      @Override
      void happen() throws UnavailableException {
        throw new UnavailableException("closed for the winter");
      }
    };

    abstract void happen() throws ServletException;
  }

  /**
   * Returns an initializer that adds a servlet which is loaded on startup.
   *
   * @param way how it fails
   * @return the initializer
   */
  public static ServletContainerInitializer servlet(Way way) {
    return (classes, context) -> {
      ServletRegistration.Dynamic servlet = context.addServlet("broken", new BrokenServlet(way));
      servlet.setLoadOnStartup(1);
      servlet.addMapping("/broken");
    };
  }

  /**
   * Returns an initializer that adds a filter.
   *
   * @param way how it fails
   * @return the initializer
   */
  public static ServletContainerInitializer filter(Way way) {
    return (classes, context) ->
        context
            .addFilter("broken", new BrokenFilter(way))
            .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/broken");
  }

  /**
   * Returns an initializer that adds a listener.
   *
   * @return the initializer
   */
  public static ServletContainerInitializer listener() {
    return (classes, context) -> context.addListener(new BrokenListener());
  }

  /** Class name of a servlet that takes its {@link Way} from an init-param. */
  public static final String SERVLET = ConfiguredServlet.class.getName();

  /** Class name of {@link #listener()}. */
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

  /** Servlet that the container creates. */
  public static final class ConfiguredServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** Creates the servlet; the container calls this constructor. */
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
