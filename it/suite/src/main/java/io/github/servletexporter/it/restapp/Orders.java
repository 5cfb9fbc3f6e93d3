package io.github.servletexporter.it.restapp;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;

/** Resource of an ordinary application. */
@Path("orders")
public class Orders {

  /** Creates the resource, once for each request. */
  public Orders() {}

  /**
   * Returns a body for all orders.
   *
   * @return the body
   */
  @GET
  public String all() {
    return "everything";
  }

  /**
   * Returns the parameter of the template.
   *
   * @param id the parameter
   * @return the parameter
   */
  @GET
  @Path("{id}")
  public String order(@PathParam("id") String id) {
    return id;
  }

  /**
   * Returns the same, for numbers only.
   *
   * @param id the parameter
   * @return the parameter
   */
  @GET
  @Path("{id: [0-9]+}/number")
  public String number(@PathParam("id") String id) {
    return id;
  }

  /**
   * Responds from another thread.
   *
   * @param id the parameter
   * @param response the response, which is suspended
   */
  @GET
  @Path("{id}/later")
  public void later(@PathParam("id") String id, @Suspended AsyncResponse response) {
    new Thread(() -> response.resume(id), "later").start();
  }

  /**
   * Throws what a mapper turns into a response.
   *
   * @return nothing
   */
  @GET
  @Path("{id}/broken")
  public String broken() {
    throw new IllegalStateException("mapped to 409");
  }

  /**
   * Throws what no mapper handles.
   *
   * @return nothing
   */
  @GET
  @Path("{id}/failing")
  public String failing() {
    throw new UnsupportedOperationException("not mapped");
  }

  /**
   * Returns a resource without a template of its own.
   *
   * @return the resource
   */
  @Path("{id}/lines")
  public Lines lines() {
    return new Lines();
  }

  /** Sub-resource. */
  public static final class Lines {

    /** Creates the resource. */
    public Lines() {}

    /**
     * Returns the parameter of the template.
     *
     * @param line the parameter
     * @return the parameter
     */
    @GET
    @Path("{line}")
    public String line(@PathParam("line") String line) {
      return line;
    }
  }
}
