package io.github.servletexporter.container.tomcat;

import io.github.servletexporter.container.RetirementRule;
import io.github.servletexporter.container.load.App;
import io.github.servletexporter.container.load.FilterPart;
import io.github.servletexporter.container.load.PoolServer;
import io.github.servletexporter.container.load.RecyclingContract;
import java.util.concurrent.Executor;

class TomcatRecyclingTest extends RecyclingContract {

  @Override
  protected PoolServer start(
      int workers, RetirementRule rule, Executor starter, FilterPart filter, App app)
      throws Exception {
    return new TomcatServer(workers, rule, starter, filter, app);
  }
}
