/**
 * Dispatch of events to hooks: loads the hooks and calls them on a thread of their own. A failing
 * or hanging hook is counted and logged; neither a request nor another hook waits for it.
 */
@NullMarked
package io.github.servletexporter.listener.hook.dispatch;

import org.jspecify.annotations.NullMarked;
