package io.github.servletexporter.listener.docs;

/**
 * One query of a panel.
 *
 * @param expression PromQL, with Grafana's variables
 * @param legend what a series is called, {@code {{label}}} for a label's value
 */
record Query(String expression, String legend) {}
