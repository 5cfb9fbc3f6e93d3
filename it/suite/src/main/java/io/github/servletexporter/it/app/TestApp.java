package io.github.servletexporter.it.app;

import jakarta.servlet.ServletContext;

/**
 * Registration of the test application in a servlet context. The container has to add what the
 * Servlet API has no method for: {@link ErrorPages}, {@link #ERROR_PAGE_EXCEPTION} and {@link
 * #WELCOME_FILE}.
 */
public final class TestApp {

  /** Statuses with an error page, each with the path of the page. */
  public enum ErrorPages {
    /** Page for 410 that keeps the status. */
    PLAIN(410, "/error-page/plain"),
    /** Page for 422 that changes the status to 418. */
    OTHER_STATUS(422, "/error-page/other-status"),
    /** Page for 423 that throws an exception. */
    FAILING(423, "/error-page/failing");

    private final int status;
    private final String location;

    ErrorPages(int status, String location) {
      this.status = status;
      this.location = location;
    }

    /**
     * Returns the status that leads to the page.
     *
     * @return a status code
     */
    public int status() {
      return status;
    }

    /**
     * Returns the path of the page below the context path.
     *
     * @return a path with a leading slash
     */
    public String location() {
      return location;
    }
  }

  /** Exception type that has the error page {@link ErrorPages#PLAIN}. */
  public static final Class<? extends Exception> ERROR_PAGE_EXCEPTION = PagedException.class;

  /** Welcome file of the application, which the servlet of {@code *.do} answers. */
  public static final String WELCOME_FILE = "index.do";

  private TestApp() {}

  /**
   * Registers all servlets of the application.
   *
   * @param context a context that is being initialised
   */
  public static void register(ServletContext context) {
    Paths paths = new Paths(context);
    paths.add("/ok", new OkServlet());
    FailureServlets.register(paths);
    Dispatches.register(paths);
    AsyncWork.register(paths);
    NonBlocking.register(paths);
    Bodies.register(paths);
    Gates.register(paths);
    Upgrades.register(paths);
    Templates.register(paths);
    Parameters.register(paths);
    Echo.register(paths);
    Sessions.register(paths);
  }
}
