package io.github.servletexporter.container;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The rule of a pool, which its setters change while it runs. Thread-safe. */
public final class RetirementSettings implements Supplier<RetirementRule> {

  private volatile RetirementRule rule;

  /**
   * Settings to begin with.
   *
   * @param rule the rule until it is changed
   */
  public RetirementSettings(RetirementRule rule) {
    this.rule = rule;
  }

  @Override
  public RetirementRule get() {
    return rule;
  }

  /**
   * Changes the rule for workers that start after it.
   *
   * @param change makes the new rule of the old one
   * @throws IllegalArgumentException if the new rule is out of its range; then the old one stays
   */
  public synchronized void change(UnaryOperator<RetirementRule> change) {
    rule = change.apply(rule);
  }
}
