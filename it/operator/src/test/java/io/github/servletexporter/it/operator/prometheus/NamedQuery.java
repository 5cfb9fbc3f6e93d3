package io.github.servletexporter.it.operator.prometheus;

/**
 * A query that we publish.
 *
 * @param name where it stands
 * @param expression PromQL
 */
record NamedQuery(String name, String expression) {}
