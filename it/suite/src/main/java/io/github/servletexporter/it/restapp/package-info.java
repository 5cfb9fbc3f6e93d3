/** Application of Jakarta REST with the adapters of docs/configuration.md. */
@NullMarked
package io.github.servletexporter.it.restapp;

import org.jspecify.annotations.NullMarked;
