package io.github.servletexporter.it.app;

/** Where the non-blocking echo throws. */
enum EchoFault {
  NONE,
  READ,
  WRITE
}
