/**
 * Types that every other package may use: time, log text, the web application's name and class
 * loader, and the one way to run a background thread, to limit a rate and to close parts in order.
 * Imports nothing but the JDK.
 */
@NullMarked
package io.github.servletexporter.base;

import org.jspecify.annotations.NullMarked;
