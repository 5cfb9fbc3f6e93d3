package io.github.servletexporter.it.framing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** All cases: those of the files next to this class, and those that the grammars generate. */
public final class FramingCases {
  private FramingCases() {}

  /**
   * Returns all cases.
   *
   * @return the files' cases first
   */
  public static List<FramingCase> all() {
    return Stream.of(files(), FramingGrammar.cases(), FieldGrammar.cases())
        .flatMap(cases -> cases)
        .toList();
  }

  private static Stream<FramingCase> files() {
    return read("MANIFEST.tsv").lines().skip(1).map(FramingCases::file);
  }

  /** Reads a line of the manifest: case, file, group, rfc, note. */
  private static FramingCase file(String line) {
    String[] columns = line.split("\t", -1);
    FramingCase.Verdict verdict = FramingCase.Verdict.valueOf(columns[3].toUpperCase(Locale.ROOT));
    return new FramingCase(columns[0], read(columns[1]), verdict, null);
  }

  private static String read(String name) {
    try (InputStream in = FramingCases.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
