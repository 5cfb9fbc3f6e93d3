package io.github.servletexporter.listener.docs;

/**
 * Query of a panel.
 *
 * @param expression PromQL, with Grafana's variables
 * @param legend the name of a series, {@code {{label}}} for the value of a label
 */
record Query(String expression, String legend) {}
