#!/bin/sh
# Writes docs/images/status.png, the picture of the status page in the README. It shows the made-up
# web application of the browser tests. Requires chromium and chromium-driver.
set -e
cd "$(dirname "$0")/.."
mvn -q -B -Poperator verify -pl it/operator -am -DskipTests -Dit.test=StatusPageIT#showsTheLastHour \
  -Dfailsafe.failIfNoSpecifiedTests=false
cp it/operator/target/screenshots/readme.png docs/images/status.png
