package io.github.servletexporter.it.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.docs.CodeBlock;
import io.github.servletexporter.listener.config.ConfigKey;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Check of commands: a shell parses them, each program is one that this check knows, and everything
 * that they name exists: modules, tests, options, keys, pages, files, classes.
 */
final class ShellCheck implements BlockCheck {

  /** Programs whose arguments are not checked, except for files. */
  private static final Set<String> PLAIN = Set.of("cd", "mkdir", "mv", "sed", "grep", "sh");

  private static final Pattern SETTING =
      Pattern.compile(
          "-D(" + Pattern.quote(ConfigKey.PREFIX) + "[\\w.-]+)=(\\$\\(\\(.*?\\)\\)|\\S+)");
  private static final Pattern URL =
      Pattern.compile("https?://(?:localhost|127\\.0\\.0\\.1):\\d+(/[\\w/.-]*)");
  private static final Pattern REPOSITORY_FILE =
      Pattern.compile("(?<![\\w/.])((?:docs|site|bench|\\.ci)/[\\w/.-]+\\w)");

  /** End of a command, outside of quotation marks. */
  private static final Pattern SEPARATOR =
      Pattern.compile("\n|(?:&&|\\||;)(?=(?:[^'\n]*'[^'\n]*')*[^'\n]*(?:\n|\\z))");

  private final SettingsCheck settings;
  private final MavenCommand maven = new MavenCommand();

  ShellCheck(SettingsCheck settings) {
    this.settings = settings;
  }

  @Override
  public boolean accepts(CodeBlock block) {
    return block.language().equals("shell");
  }

  @Override
  public void check(CodeBlock block) throws Exception {
    parses(block.text());
    Map<String, String> keys = new TreeMap<>();
    SETTING.matcher(block.text()).results().forEach(key -> keys.put(key.group(1), value(key)));
    settings.load(keys);
    Sources.find(REPOSITORY_FILE, block.text()).stream()
        .filter(file -> !file.contains("/target/"))
        .forEach(file -> assertThat(Sources.file(file)).exists());
    for (List<String> command : commands(block.text())) {
      check(command, String.join(" ", command));
    }
  }

  private void check(List<String> words, String command) throws IOException {
    switch (words.get(0)) {
      case "mvn" -> maven.check(words);
      case "curl" -> isAPage(command);
      case "java", "javac" -> java(words, command);
      case "jlink" -> jlink(words, command);
      case "keytool" -> keytool(words);
      case "promtool" -> promtool(command);
      case "docker" -> assertThat(command).matches("docker compose -f \\S+ up --build");
      case "git" -> isOurRepository(command);
      case "codespell" -> assertThat(Sources.file(".codespellrc")).exists();
      case "cp" -> copies(words);
      case "jar" -> assertThat(command).matches("jar xf \\S+servlet-exporter-container-\\S+ .*");
      default -> {
        String program = words.get(0);
        assertThat(
                PLAIN.contains(program)
                    || program.endsWith("/bin/catalina.sh")
                    || Files.isExecutable(Sources.file(program)))
            .as("known program: %s", command)
            .isTrue();
      }
    }
  }

  private static void parses(String text) throws IOException {
    Process shell = new ProcessBuilder("sh", "-n").redirectErrorStream(true).start();
    try (var in = shell.outputWriter(UTF_8)) {
      in.write(text);
    }
    assertThat(new String(shell.getInputStream().readAllBytes(), UTF_8)).isEmpty();
  }

  /** Variables of the shell in a value are numbers. */
  private static String value(MatchResult setting) {
    return setting.group(2).replaceAll("\\$\\(\\((\\d+) \\+ \\w+\\)\\)", "$1");
  }

  private static void isAPage(String command) {
    List<String> pages =
        List.of(ConfigKey.PATH.defaultText(), ConfigKey.AGGREGATE_PATH.defaultText(), "/-/ready");
    List<String> paths = Sources.find(URL, command);
    assertThat(paths).isNotEmpty();
    assertThat(paths)
        .allMatch(
            path -> pages.stream().anyMatch(path::endsWith) || path.matches("(/shop)?/hello\\S*"));
  }

  private static void java(List<String> words, String command) throws IOException {
    if (command.contains("start.jar")) {
      assertThat(command)
          .matches(
              "java (-Dservlet-exporter\\S+ )?-jar \\S+start.jar( --add-modules=\\S+| --list-config)?");
    } else if (command.contains("servlet-exporter-bundle")) {
      String program =
          Sources.read("bundle/src/main/java/io/github/servletexporter/bundle/check/Main.java");
      assertThat(program).contains("\"" + words.get(3) + "\"").contains("\"" + words.get(4) + "\"");
    } else if (command.contains("benchmarks.jar")) {
      Stream.of(words.toArray(new String[0]))
          .filter(word -> word.matches("io\\.github\\..*|[A-Z]\\w+Benchmark"))
          .forEach(ShellCheck::isABenchmark);
    } else {
      assertThat(command)
          .matches(
              "javac -cp lib/\\* -d classes bench/comparison/Comparison.java"
                  + "|java -cp classes:lib/\\* Comparison servlet-exporter"
                  + "|java (-Dservlet-exporter.+ )?-jar (target/)?shop.jar.*");
    }
  }

  private static void isABenchmark(String name) {
    String file = name.substring(name.lastIndexOf('.') + 1) + ".java";
    assertThat(Sources.all(file)).as(name).isNotEmpty();
  }

  private static void jlink(List<String> words, String command) throws IOException {
    String help = output("jlink", "--help");
    for (String word : words) {
      if (word.startsWith("--")) {
        assertThat(help).contains(word.replaceFirst("=.*", ""));
      }
    }
    Set<String> modules = new HashSet<>();
    ModuleFinder.ofSystem().findAll().forEach(module -> modules.add(module.descriptor().name()));
    assertThat(modules).contains(words.get(2).split(","));
    assertThat(command).contains("--add-modules ");
  }

  private static void keytool(List<String> words) throws IOException {
    String help = output("keytool", words.get(1), "-help");
    for (String word : words.subList(2, words.size())) {
      assertThat(word.startsWith("-") && !help.contains(word + " ")).as(word).isFalse();
    }
  }

  private static void promtool(String command) {
    String test =
        Sources.read(
            "it/operator/src/test/java/io/github/servletexporter/it/operator/prometheus/"
                + "PromtoolIT.java");
    if (!command.equals("promtool check metrics")) {
      String[] words = command.split(" ", -1);
      assertThat(test).contains("\"" + words[1] + "\", \"" + words[2] + "\"");
      for (int i = 3; i < words.length; i++) {
        assertThat(Sources.file("docs/prometheus/" + words[i])).exists();
      }
    }
  }

  private static void isOurRepository(String command) {
    String address = command.replaceFirst("^git clone (--depth 1 )?", "");
    assertThat(Sources.read("pom.xml")).contains("<url>" + address + "</url>");
  }

  private static void copies(List<String> words) {
    for (String word : words.subList(1, words.size() - 1)) {
      assertThat(word)
          .matches(
              "(/path/to/|bundle/target/)servlet-exporter-(bundle|container)-(\\*|<version>)\\.jar"
                  + "|(\\.\\./)?target/shop\\.war");
    }
  }

  /** Returns the output of a program of the JDK. */
  private static String output(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", program).toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  /**
   * Splits a block into commands and these into words, without comments and settings of variables.
   */
  private static List<List<String>> commands(String text) {
    List<List<String>> commands = new ArrayList<>();
    String joined = text.replaceAll("\\\\\n\\s*", " ").replaceAll("(?m)(^| +)#.*$", "");
    for (String part : SEPARATOR.split(joined, -1)) {
      String command =
          part.strip()
              .replaceFirst("^for .* do$|^do$|^done$|^for .*$", "")
              .replaceFirst("^(?:[A-Z_]+=\\S+ +)+", "")
              .replaceFirst(" &$", "");
      if (!command.isEmpty() && !command.equals("do")) {
        commands.add(words(command));
      }
    }
    return commands;
  }

  private static List<String> words(String command) {
    return Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+")
        .matcher(command)
        .results()
        .map(word -> word.group().replaceAll("['\"]", ""))
        .toList();
  }
}
