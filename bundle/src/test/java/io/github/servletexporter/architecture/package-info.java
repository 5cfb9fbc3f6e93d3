/** Rules for the classes and sources of all modules. */
package io.github.servletexporter.architecture;
