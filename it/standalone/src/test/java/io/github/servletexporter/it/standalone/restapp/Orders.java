package io.github.servletexporter.it.standalone.restapp;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import java.util.concurrent.CompletableFuture;

/** Resource of an ordinary application. */
@Path("orders")
public class Orders {

  /** Creates the resource, once for each request. */
  public Orders() {}

  /** Returns a body for all orders. */
  @GET
  public String all() {
    return "everything";
  }

  /** Returns the parameter of the template. */
  @GET
  @Path("{id}")
  public String order(@PathParam("id") String id) {
    return id;
  }

  /** Returns the same, for numbers only. */
  @GET
  @Path("{id: [0-9]+}/number")
  public String number(@PathParam("id") String id) {
    return id;
  }

  /** Responds from another thread. */
  @GET
  @Path("{id}/later")
  public void later(@PathParam("id") String id, @Suspended AsyncResponse response) {
    CompletableFuture.runAsync(() -> response.resume(id));
  }

  /** Throws what a mapper turns into a response. */
  @GET
  @Path("{id}/broken")
  public String broken() {
    throw new IllegalStateException("mapped to 409");
  }

  /** Throws what no mapper handles. */
  @GET
  @Path("{id}/failing")
  public String failing() {
    throw new UnsupportedOperationException("not mapped");
  }

  /** Returns a resource without a template of its own. */
  @Path("{id}/lines")
  public Lines lines() {
    return new Lines();
  }

  /** Sub-resource. */
  public static final class Lines {

    /** Returns the parameter of the template. */
    @GET
    @Path("{line}")
    public String line(@PathParam("line") String line) {
      return line;
    }
  }
}
