package io.github.servletexporter.it.app;

/** Callback in which the non-blocking echo throws. */
enum EchoFault {
  NONE,
  READ,
  END,
  WRITE
}
