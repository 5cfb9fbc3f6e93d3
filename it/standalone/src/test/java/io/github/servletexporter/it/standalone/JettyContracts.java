package io.github.servletexporter.it.standalone;

/** What holds on every Jetty. */
interface JettyContracts extends StandaloneContracts, JavaxContract {}
