package io.github.servletexporter.it.standalone;

import io.github.servletexporter.it.standalone.recyclingapp.RetirementLog;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Worker that has ended, as logged by {@link RetirementLog}.
 *
 * @param reason the label of the reason
 * @param requests how many requests of the application it had served
 */
record Retirement(String reason, long requests) {
  /** Returns the retirements of all generations of an application. */
  static List<Retirement> of(Web app) {
    Pattern logged =
        Pattern.compile("retirement in /" + app.context() + ": (\\w+) after (\\d+) requests");
    return app.server().log().stream()
        .map(logged::matcher)
        .filter(Matcher::find)
        .map(line -> new Retirement(line.group(1), Long.parseLong(line.group(2))))
        .toList();
  }
}
