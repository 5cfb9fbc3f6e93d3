package io.github.servletexporter.listener.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Javadoc opens with a noun phrase or a verb, as in the JDK, and not with an indirect question. */
class JavadocTest {

  /** Directories that other programs write, perhaps at the same time. */
  private static final Set<String> NOT_OURS =
      Set.of("target", ".git", "node_modules", ".vitepress");

  private static final String QUESTION =
      "(?:What|Which|Who|Whom|Whose|How|Where|Whether|When|Why)\\b[^\\n]*";

  private static final Pattern QUESTIONING = Pattern.compile("/\\*\\*[\\s*]*(" + QUESTION + ")");

  /** A Javadoc comment, annotations and modifiers, and the declaration of the type. */
  private static final Pattern TYPE =
      Pattern.compile(
          "/\\*\\*[\\s*]*((?:(?!\\*/).)*)\\*/"
              + "(?:\\s*@[\\w.]+(?:\\((?:[^()]|\\([^()]*\\))*\\))?)*"
              + "(?:\\s+(?:public|protected|private|static|final|abstract|sealed|non-sealed))*"
              + "\\s+@?(?:class|interface|record|enum)\\s+\\w+",
          Pattern.DOTALL);

  private static final Pattern QUESTIONING_TYPE = Pattern.compile(QUESTION + ".*", Pattern.DOTALL);

  /** A test that finds less than this does not see the sources. */
  private static final int LEAST_PUBLISHED_FILES = 200;

  private static final int LEAST_TYPES = 500;

  @Test
  void opensWithoutAnIndirectQuestionInPublishedSources() throws IOException {
    List<Path> files = PublishedText.sources("src/main").toList();

    assertThat(files).hasSizeGreaterThan(LEAST_PUBLISHED_FILES);
    for (Path file : files) {
      assertThat(QUESTIONING.matcher(Files.readString(file)).results())
          .as(file.toString())
          .extracting(found -> found.group(1))
          .isEmpty();
    }
  }

  @Test
  void opensWithANounPhraseAtEveryTypeOfEveryModule() throws IOException {
    int types = 0;
    for (Path file : javaFiles()) {
      List<String> comments =
          TYPE.matcher(Files.readString(file)).results().map(found -> found.group(1)).toList();
      types += comments.size();
      assertThat(comments)
          .as(file.toString())
          .noneMatch(comment -> QUESTIONING_TYPE.matcher(comment).matches());
    }

    assertThat(types).isGreaterThan(LEAST_TYPES);
  }

  /** Returns the sources of all modules, including those of tests. */
  private static List<Path> javaFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        Path.of(".."),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes ignored) {
            return NOT_OURS.contains(directory.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes ignored) {
            if (file.toString().endsWith(".java")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
