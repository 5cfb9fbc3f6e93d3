/**
 * A servlet container reduced to what the filters under test ask of it; none of it allocates per
 * request.
 */
@NullMarked
package io.github.servletexporter.bench.stub;

import org.jspecify.annotations.NullMarked;
