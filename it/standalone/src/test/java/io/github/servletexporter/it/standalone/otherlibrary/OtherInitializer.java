package io.github.servletexporter.it.standalone.otherlibrary;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.Set;

/** Initializer that registers a filter first, as security libraries do. */
public final class OtherInitializer implements ServletContainerInitializer {
  @Override
  public void onStartup(Set<Class<?>> ignored, ServletContext context) {
    context.addFilter("teapot", new TeapotFilter()).addMappingForUrlPatterns(null, false, "/*");
  }
}
