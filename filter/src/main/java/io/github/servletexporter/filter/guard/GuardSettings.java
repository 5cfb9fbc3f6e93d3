package io.github.servletexporter.filter.guard;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.setting.FramingMode;

/**
 * Settings of the guards of a web application.
 *
 * @param webApp the web application, for log lines
 * @param framing the treatment of requests with ambiguous framing
 * @param deadline the deadline for the time that requests have waited in front of the server
 * @param closeOnOvershoot whether the connection of a request is closed if its worker is due to
 *     end, so that the worker serves no further request of that connection
 * @param rejections the listener of refused requests
 */
public record GuardSettings(
    WebApp webApp,
    FramingMode framing,
    QueueDeadline deadline,
    boolean closeOnOvershoot,
    RejectionListener rejections) {}
