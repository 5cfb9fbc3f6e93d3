package io.github.servletexporter.it.snippets;

import io.github.servletexporter.it.docs.CodeBlock;

/** Check of one kind of code blocks, which fails for a block that is wrong. */
interface BlockCheck {

  /** Returns whether this check is made for a block. */
  boolean accepts(CodeBlock block);

  /** Fails if the block is wrong. */
  void check(CodeBlock block) throws Exception;
}
