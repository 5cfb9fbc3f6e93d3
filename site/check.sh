#!/usr/bin/env bash
# Builds the documentation site and checks it: links, headings, navigation, accessibility in light and dark, search.
# Requires nodejs (18 or newer), npm and chromium; installs nothing outside of this folder.
set -euo pipefail
cd "$(dirname "$0")"

if ! [ node_modules/.package-lock.json -nt package-lock.json ]; then
  npm ci --ignore-scripts --no-audit --no-fund
fi
npx --no-install vitepress build
node check.mjs
