package io.github.servletexporter.bench;

/**
 * One promise about the cost of a request, judged.
 *
 * @param promise what is promised
 * @param numbers the measured numbers that decide it
 * @param met whether they keep it
 */
record Goal(String promise, String numbers, boolean met) {
  @Override
  public String toString() {
    return (met ? "PASS" : "FAIL") + "  " + promise + ": " + numbers;
  }
}
