package io.github.servletexporter.it.app;

import jakarta.servlet.ServletContext;

/**
 * Puts the test application into a servlet context while it starts. The container has to add what
 * the Servlet API has no call for: {@link ErrorPages} and {@link #ERROR_PAGE_EXCEPTION}.
 */
public final class TestApp {

  /** Statuses with an error page: the path of the page by status. */
  public enum ErrorPages {
    /** 410 has a page that leaves the status alone. */
    PLAIN(410, "/error-page/plain"),
    /** 422 has a page that answers with another status, 418. */
    OTHER_STATUS(422, "/error-page/other-status"),
    /** 423 has a page that fails itself. */
    FAILING(423, "/error-page/failing");

    private final int status;
    private final String location;

    ErrorPages(int status, String location) {
      this.status = status;
      this.location = location;
    }

    /**
     * The status that leads to the page.
     *
     * @return a status code
     */
    public int status() {
      return status;
    }

    /**
     * The path of the page below the context path.
     *
     * @return a path with a leading slash
     */
    public String location() {
      return location;
    }
  }

  /** The exception that has an error page of its own, {@link ErrorPages#PLAIN}'s. */
  public static final Class<? extends Exception> ERROR_PAGE_EXCEPTION = PagedException.class;

  private TestApp() {}

  /**
   * Registers all servlets of the application.
   *
   * @param context a context that is being initialised
   */
  public static void register(ServletContext context) {
    Paths paths = new Paths(context);
    paths.add("/ok", new OkServlet());
    Failures.register(paths);
    Dispatches.register(paths);
    AsyncWork.register(paths);
    NonBlocking.register(paths);
    Bodies.register(paths);
    Gates.register(paths);
    Upgrades.register(paths);
    Templates.register(paths);
    Parameters.register(paths);
    Echo.register(paths);
  }
}
