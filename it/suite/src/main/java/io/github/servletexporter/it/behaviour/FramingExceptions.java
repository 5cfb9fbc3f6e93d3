package io.github.servletexporter.it.behaviour;

import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.Container.Family;
import io.github.servletexporter.it.server.ContainerSettings.Compliance;
import java.util.Set;
import java.util.TreeSet;

/** Cases whose outcome differs from RFC 9112, by name and with the reason. */
final class FramingExceptions {
  /**
   * Legal codings that no servlet container decodes: 501, from the container or from the filter.
   */
  static final Set<String> UNDECODED =
      Set.of(
          "025-te-gzip-chunked",
          "grammar-te-deflate-chunked",
          "grammar-te-compress-chunked",
          "grammar-te-x-gzip-chunked",
          "grammar-te-gzip-deflate-chunked");

  /**
   * Tomcat removes a Content-Length next to chunked before any filter or valve can see it, answers
   * the first request and closes the connection.
   */
  private static final Set<String> TOMCAT_DROPS_THE_LENGTH =
      Set.of(
          "007-clte",
          "009-tecl",
          "011-clte-cl0",
          "161-bare-lf-hidden-te",
          "grammar-both-chunked-cl-0-te-first",
          "grammar-both-chunked-cl-0-cl-first",
          "grammar-both-chunked-cl-5-te-first",
          "grammar-both-chunked-cl-5-cl-first",
          "grammar-both-chunked-cl-15-te-first",
          "grammar-both-chunked-cl-15-cl-first",
          "grammar-both-CHUNKED-cl-0-te-first",
          "grammar-both-CHUNKED-cl-0-cl-first",
          "grammar-both-CHUNKED-cl-5-te-first",
          "grammar-both-CHUNKED-cl-5-cl-first",
          "grammar-both-CHUNKED-cl-15-te-first",
          "grammar-both-CHUNKED-cl-15-cl-first");

  /**
   * The fault is in the body, which no filter may read before the application does. The
   * application's read fails, and the container closes the connection or waits for the rest.
   */
  private static final Set<String> BROKEN_IN_THE_BODY =
      Set.of(
          "121-ck-lf-size",
          "123-ck-lf-ext",
          "125-ck-cr-ext",
          "127-ck-nocrlf-data",
          "129-ck-hex-prefix",
          "131-ck-minus",
          "135-ck-overflow32",
          "141-ck-nonhex",
          "143-ck-ext-quoted-crlf",
          "145-ck-nul",
          "147-ck-last-nocrlf",
          "155-tr-sp-colon");

  /** Framing fields as trailers, after the body: both containers ignore them for the framing. */
  private static final Set<String> FRAMING_FIELDS_AS_TRAILERS = Set.of("151-tr-te", "153-tr-host");

  /** Lines that Tomcat's parser normalizes before any filter. */
  private static final Set<String> TOMCAT_TIDIES =
      Set.of("065-te-obsfold-tab-cl", "157-tr-obsfold", "167-reqline-tab");

  /** Folded lines and bare line feeds that a lenient Jetty normalizes before any filter. */
  private static final Set<String> LENIENT_JETTY_TIDIES =
      Set.of(
          "063-te-obsfold",
          "065-te-obsfold-tab-cl",
          "117-cl-obsfold",
          "121-ck-lf-size",
          "157-tr-obsfold");

  /** Cases that LEGACY accepts beyond RFC2616_LEGACY: blanks before the colon. */
  private static final Set<String> LEGACY_JETTY_TIDIES =
      Set.of("067-te-tab-colon", "155-tr-sp-colon");

  /**
   * With rejectIllegalHeader=false Tomcat 10.1 drops the line of a malformed field, and with it
   * framing that other servers may have seen. A filter cannot know; Tomcat 11 has no such setting.
   */
  private static final Set<String> LENIENT_TOMCAT_DROPS_THE_LINE =
      Set.of(
          "049-te-lead-vt",
          "051-te-lead-ff",
          "059-te-nul",
          "061-te-ctl",
          "067-te-tab-colon",
          "071-te-nocolon",
          "073-te-name-nul");

  /**
   * Cases in which the rest of the message means what it says, and the second request is served.
   */
  private static final Set<String> NOTHING_LOST_WITH_THE_LINE =
      Set.of("071-te-nocolon", "073-te-name-nul");

  /** Malformed chunks that Jetty 12.0.30 accepts in every mode; 12.1 does not. */
  private static final Set<String> OLD_JETTY_READS_BROKEN_CHUNKS =
      Set.of("121-ck-lf-size", "123-ck-lf-ext", "127-ck-nocrlf-data");

  private FramingExceptions() {}

  /** Returns the cases that should be refused and are passed, but whose tail is not parsed. */
  static Set<String> withoutTail(Container container, Compliance compliance) {
    Set<String> names = new TreeSet<>(BROKEN_IN_THE_BODY);
    if (container.family() == Family.TOMCAT) {
      names.addAll(TOMCAT_DROPS_THE_LENGTH);
      if (dropsLines(container, compliance)) {
        names.addAll(LENIENT_TOMCAT_DROPS_THE_LINE);
      }
    } else {
      names.add("157-tr-obsfold");
    }
    names.removeAll(withTail(container, compliance));
    return names;
  }

  /**
   * Returns the cases that should be refused and are passed with their tail parsed, because the
   * filter sees unambiguous framing.
   */
  static Set<String> withTail(Container container, Compliance compliance) {
    Set<String> names = new TreeSet<>(FRAMING_FIELDS_AS_TRAILERS);
    if (container.family() == Family.TOMCAT) {
      names.addAll(TOMCAT_TIDIES);
      if (dropsLines(container, compliance)) {
        names.addAll(NOTHING_LOST_WITH_THE_LINE);
      }
      return names;
    }
    if (container.name().startsWith("jetty-12.0")) {
      names.addAll(OLD_JETTY_READS_BROKEN_CHUNKS);
    }
    if (compliance != Compliance.DEFAULT) {
      names.addAll(LENIENT_JETTY_TIDIES);
    }
    if (compliance == Compliance.LEGACY) {
      names.addAll(LEGACY_JETTY_TIDIES);
    }
    return names;
  }

  private static boolean dropsLines(Container container, Compliance compliance) {
    return container.name().startsWith("tomcat-10.1") && compliance != Compliance.DEFAULT;
  }
}
