/**
 * Hooks: classes of the user's that are told what happens to a web application and its workers.
 *
 * <p>{@link io.github.servletexporter.listener.hook.LifecycleHook} and the records that it is given
 * are for users; everything else is for the composition root. What a hook does wrong stays here: it
 * is counted and logged, and neither a request nor another hook waits for it.
 */
@NullMarked
package io.github.servletexporter.listener.hook;

import org.jspecify.annotations.NullMarked;
