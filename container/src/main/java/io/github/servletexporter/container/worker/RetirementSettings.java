package io.github.servletexporter.container.worker;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Current rule of a pool, which the pool's setters can change while it runs. Thread-safe. */
public final class RetirementSettings implements Supplier<RetirementRule> {

  private volatile RetirementRule rule;

  /**
   * Creates settings with an initial rule.
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
   * Changes the rule for workers that start afterwards.
   *
   * @param change a function from the old rule to the new one
   * @throws IllegalArgumentException if a number is out of range; the old rule stays in force
   */
  public synchronized void change(UnaryOperator<RetirementRule> change) {
    rule = change.apply(rule);
  }
}
