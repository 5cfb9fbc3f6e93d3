package io.github.servletexporter.it.operator.prometheus;

/**
 * Query from a published file.
 *
 * @param name the location of the query
 * @param expression PromQL
 */
record NamedQuery(String name, String expression) {}
