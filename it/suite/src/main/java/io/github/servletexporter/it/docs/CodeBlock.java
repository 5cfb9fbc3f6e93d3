package io.github.servletexporter.it.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Code block of a page.
 *
 * @param page the path of the page, relative to the repository
 * @param line the number of the line that opens the block
 * @param language the language that the page names, empty if it names none
 * @param section the heading above, without the characters #
 * @param before the paragraph before the block, in one line
 * @param text the content, with a line feed after each line
 */
public record CodeBlock(
    String page, int line, String language, String section, String before, String text) {

  /** The repository, seen from a module below it/. */
  public static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  private static final Pattern FENCE = Pattern.compile("( *)```(.*)");

  /** Returns the blocks of all pages: those of the repository's root, of docs/ and of bench/. */
  public static List<CodeBlock> all() {
    try (Stream<Path> root = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
        Stream<Path> bench = Files.list(ROOT.resolve("bench"))) {
      return Stream.of(root, docs, bench)
          .flatMap(files -> files)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .flatMap(file -> read(file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<CodeBlock> read(Path file) {
    String page = ROOT.relativize(file).toString().replace('\\', '/');
    try {
      return new Reader(page).read(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the lines that are not empty. */
  public List<String> lines() {
    return text.lines().filter(line -> !line.isBlank()).toList();
  }

  @Override
  public String toString() {
    return page + ":" + line + " " + language;
  }

  private static final class Reader {
    private final String page;
    private final List<CodeBlock> blocks = new ArrayList<>();
    private String section = "";
    private String paragraph = "";
    private boolean paragraphEnded;

    Reader(String page) {
      this.page = page;
    }

    List<CodeBlock> read(List<String> lines) {
      for (int i = 0; i < lines.size(); i++) {
        Matcher fence = FENCE.matcher(lines.get(i));
        if (fence.matches()) {
          i = block(lines, i, fence);
        } else {
          prose(lines.get(i));
        }
      }
      return blocks;
    }

    /** Reads a block and returns the index of the line that closes it. */
    private int block(List<String> lines, int start, Matcher fence) {
      String indent = fence.group(1);
      StringBuilder text = new StringBuilder();
      int end = start + 1;
      while (end < lines.size() && !lines.get(end).strip().equals("```")) {
        String line = lines.get(end);
        text.append(line.startsWith(indent) ? line.substring(indent.length()) : line).append('\n');
        end++;
      }
      blocks.add(
          new CodeBlock(
              page, start + 1, fence.group(2).strip(), section, paragraph, text.toString()));
      paragraph = "";
      return end;
    }

    private void prose(String line) {
      if (line.startsWith("#")) {
        section = line.replaceFirst("^#+ *", "");
        paragraph = "";
      } else if (line.isBlank()) {
        paragraphEnded = true;
      } else {
        paragraph = paragraphEnded ? line.strip() : (paragraph + " " + line.strip()).strip();
        paragraphEnded = false;
      }
    }
  }
}
