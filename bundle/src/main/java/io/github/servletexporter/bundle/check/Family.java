package io.github.servletexporter.bundle.check;

import java.util.List;

/**
 * A family of a scrape.
 *
 * @param name as its TYPE line has it
 * @param type as there
 * @param samples in their order
 */
record Family(String name, String type, List<Sample> samples) {}
