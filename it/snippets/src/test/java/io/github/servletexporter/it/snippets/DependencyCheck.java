package io.github.servletexporter.it.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.docs.CodeBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Check of dependencies: ours name a published artifact, in this version or the released one. */
final class DependencyCheck implements BlockCheck {

  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<dependency>\\s*<groupId>(.*?)</groupId>\\s*<artifactId>(.*?)</artifactId>"
              + "\\s*(?:<version>(.*?)</version>\\s*)?(?:<scope>\\w+</scope>\\s*)?</dependency>");
  private static final Pattern VERSION =
      Pattern.compile("<artifactId>servlet-exporter-parent</artifactId>\\s*<version>(.*?)<");
  private static final Pattern RELEASE = Pattern.compile("(?m)^## (\\d+\\.\\d+\\.\\d+) ");
  private static final Pattern PUBLISHED =
      Pattern.compile("<artifactId>(servlet-exporter-[\\w-]+)</artifactId>");

  @Override
  public boolean accepts(CodeBlock block) {
    return block.language().equals("xml") && block.text().contains("<dependency>");
  }

  @Override
  public void check(CodeBlock block) throws Exception {
    Xml.parse(block.text());
    List<String> ours =
        DEPENDENCY
            .matcher(block.text())
            .results()
            .filter(found -> found.group(1).equals("io.github.servlet-exporter"))
            .map(found -> found.group(2) + ":" + found.group(3))
            .toList();
    List<String> versions = versions();
    Matcher all = DEPENDENCY.matcher(block.text());

    assertThat(all.results().count()).isEqualTo(block.text().split("<dependency>", -1).length - 1L);
    assertThat(ours)
        .isNotEmpty()
        .isSubsetOf(
            Sources.find(PUBLISHED, Sources.read("bom/pom.xml")).stream()
                .flatMap(artifact -> versions.stream().map(each -> artifact + ":" + each))
                .toList());
  }

  /** Returns the version of this build, and the last release if there is one. */
  private static List<String> versions() {
    List<String> versions = new ArrayList<>(Sources.find(VERSION, Sources.read("bom/pom.xml")));
    Sources.find(RELEASE, Sources.read("CHANGELOG.md")).stream()
        .findFirst()
        .ifPresent(versions::add);
    return versions;
  }
}
