package io.github.servletexporter.it.docs;

import java.util.List;
import java.util.regex.Pattern;

/** Blocks that only a program of an operator can check, in the profile {@code operator}. */
public enum OperatorBlocks {
  /** Expressions, for promtool. */
  EXPRESSION,

  /** Parts of a configuration of Prometheus, for promtool. */
  PROMETHEUS,

  /** Parts of a configuration of nginx. */
  NGINX;

  private static final Pattern CONFIGURATION = Pattern.compile("(?m)^(scrape_configs|rule_files):");

  /** Returns whether a block is one of these. */
  public boolean accepts(CodeBlock block) {
    return switch (this) {
      case EXPRESSION -> block.language().equals("promql");
      case PROMETHEUS ->
          block.language().equals("yaml") && CONFIGURATION.matcher(block.text()).find();
      case NGINX -> block.language().equals("nginx");
    };
  }

  /** Returns these blocks of all pages. */
  public List<CodeBlock> blocks() {
    return CodeBlock.all().stream().filter(this::accepts).toList();
  }
}
