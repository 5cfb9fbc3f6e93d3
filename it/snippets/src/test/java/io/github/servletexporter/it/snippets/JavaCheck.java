package io.github.servletexporter.it.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.docs.CodeBlock;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Check of Java, which is compiled. Whole types are compiled as they are; statements and members,
 * in the frame of a program that has the variables of the page.
 */
final class JavaCheck implements BlockCheck {

  /** The name of a type in a block that is a whole file. */
  private static final Pattern TYPE =
      Pattern.compile("(?m)^(?:@\\w+\\s+)*public (?:final )?class (\\w+)");

  private static final String IMPORTS =
      """
      import io.github.servletexporter.container.jetty.*;
      import io.github.servletexporter.container.tomcat.*;
      import io.github.servletexporter.filter.*;
      import io.github.servletexporter.filter.setting.*;
      import io.github.servletexporter.listener.*;
      import io.github.servletexporter.listener.boot.*;
      import io.github.servletexporter.listener.config.*;
      import io.github.servletexporter.listener.hook.*;
      import java.lang.System.Logger.Level;
      import java.util.Set;
      """;

  private static final String JETTY =
      """
      class Frame {
        org.eclipse.jetty.ee10.servlet.ServletContextHandler context;
        Server server;
        void run() throws Exception {
      %s
        }
      }
      """;

  private static final String TOMCAT =
      """
      class Frame {
        org.apache.catalina.Context context;
        org.apache.catalina.startup.Tomcat tomcat;
        void run() throws Exception {
      %s
        }
      }
      """;

  private static final String REQUEST =
      """
      class Frame {
        jakarta.servlet.http.HttpServletRequest request;
        Exception exception;
        void run() throws Exception {
      %s
        }
      }
      """;

  private static final String SECURITY =
      """
      class Frame {
        org.springframework.security.config.annotation.web.builders.HttpSecurity http;
        void run() throws Exception {
      %s
        }
      }
      """;

  private static final String SPRING =
      """
      class Frame {
      %s
      }
      """;

  private static final List<String> FRAMES =
      List.of(
          IMPORTS + "import org.eclipse.jetty.server.Server;\n" + JETTY,
          IMPORTS + TOMCAT,
          IMPORTS + REQUEST,
          IMPORTS + SECURITY,
          "import io.prometheus.metrics.model.registry.PrometheusRegistry;\n"
              + "import org.springframework.boot.web.servlet.ServletContextInitializer;\n"
              + "import org.springframework.context.annotation.Bean;\n"
              + SPRING);

  private static final String REST =
      """
      import jakarta.servlet.http.HttpServletRequest;
      import jakarta.ws.rs.Path;
      import jakarta.ws.rs.container.*;
      import jakarta.ws.rs.core.*;
      import jakarta.ws.rs.ext.*;
      """;

  private static final String CLASSES = "--class-path";
  private static final String MODULES = "--module-path";
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  private final Path directory;

  /** Jars stay open for all blocks. */
  private final StandardJavaFileManager files = COMPILER.getStandardFileManager(null, null, null);

  private int number;

  JavaCheck(Path directory) {
    this.directory = directory;
  }

  @Override
  public boolean accepts(CodeBlock block) {
    return block.language().equals("java");
  }

  @Override
  public void check(CodeBlock block) throws IOException {
    if (block.text().startsWith("module ")) {
      compiles("module-info.java", block.text(), MODULES);
    } else if (block.text().startsWith("package ")) {
      compilesWithItsPage(block);
    } else if (TYPE.matcher(block.text()).find()) {
      Matcher type = TYPE.matcher(block.text());
      assertThat(type.find()).isTrue();
      String imports = block.text().contains("@Provider") ? REST : IMPORTS;
      compiles(type.group(1) + ".java", imports + block.text(), CLASSES);
    } else {
      compilesInAFrame(block.text());
    }
  }

  private void compilesInAFrame(String statements) throws IOException {
    List<String> messages = new ArrayList<>();
    List<String> frames = new ArrayList<>(FRAMES);
    if (statements.contains("Set.of()") || statements.contains("tomcat.")) {
      Collections.swap(frames, 0, 1); // It only saves time.
    }
    for (String frame : frames) {
      String message = compile("Frame.java", frame.replace("%s", statements), CLASSES);
      if (message.isEmpty()) {
        return;
      }
      messages.add(message);
    }
    assertThat(messages).as("compiles in no frame").isEmpty();
  }

  /** Compiles the files of a tutorial together. */
  private void compilesWithItsPage(CodeBlock block) throws IOException {
    Path folder = folder();
    List<Path> files = new ArrayList<>();
    for (CodeBlock other : CodeBlock.all()) {
      if (other.page().equals(block.page()) && accepts(other)) {
        Matcher type = TYPE.matcher(other.text());
        assertThat(type.find()).isTrue();
        files.add(write(folder, type.group(1) + ".java", other.text()));
      }
    }
    assertThat(compile(folder, files, CLASSES)).isEmpty();
  }

  private void compiles(String file, String source, String path) throws IOException {
    assertThat(compile(file, source, path)).isEmpty();
  }

  private String compile(String file, String source, String path) throws IOException {
    Path folder = folder();
    return compile(folder, List.of(write(folder, file, source)), path);
  }

  /** Returns what the compiler complains about. */
  private String compile(Path folder, List<Path> files, String path) {
    List<String> options = new ArrayList<>(List.of("-proc:none", "-nowarn"));
    options.addAll(List.of("-d", folder.toString()));
    if (path.equals(MODULES)) {
      options.addAll(List.of(path, modules()));
    }
    StringWriter out = new StringWriter();
    var units = this.files.getJavaFileObjectsFromPaths(files);
    boolean done = COMPILER.getTask(out, this.files, null, options, null, units).call();
    return done ? "" : out.toString();
  }

  /** On the module path, only what the module requires. */
  private static String modules() {
    return String.join(
        File.pathSeparator,
        Pattern.compile(Pattern.quote(File.pathSeparator))
            .splitAsStream(System.getProperty("java.class.path"))
            .filter(entry -> !entry.contains("snippets") && !entry.contains("spring"))
            .toList());
  }

  private Path folder() throws IOException {
    return Files.createDirectories(directory.resolve("java" + number++));
  }

  private static Path write(Path folder, String file, String source) throws IOException {
    return Files.writeString(folder.resolve(file), source);
  }
}
