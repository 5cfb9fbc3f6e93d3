/**
 * Types that every other package may use: time, log text, the web application's name and class
 * loader. Imports nothing but the JDK.
 */
@NullMarked
package io.github.servletexporter.base;

import org.jspecify.annotations.NullMarked;
