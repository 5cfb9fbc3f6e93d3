package io.github.servletexporter.it.operator.browser;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Passes the browser to the methods of a test class. Its tests share one, because starting Chromium
 * takes longer than most of them.
 */
final class BrowserExtension implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Browser.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getRoot()
        .getStore(Namespace.create(BrowserExtension.class))
        .computeIfAbsent(Browser.class, absent -> new Browser(), Browser.class);
  }
}
