/** What {@code java -jar} does with the drop-in jar: looks whether it would work, and says so. */
@NullMarked
package io.github.servletexporter.bundle.check;

import org.jspecify.annotations.NullMarked;
