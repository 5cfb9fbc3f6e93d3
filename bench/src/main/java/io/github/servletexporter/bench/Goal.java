package io.github.servletexporter.bench;

/**
 * Promise about the cost of a request, with the verdict of a measurement.
 *
 * @param promise the promise
 * @param numbers the measured numbers
 * @param met whether the promise is kept
 */
record Goal(String promise, String numbers, boolean met) {
  @Override
  public String toString() {
    return (met ? "PASS" : "FAIL") + "  " + promise + ": " + numbers;
  }
}
