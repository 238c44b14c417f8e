#!/usr/bin/env bash
# Installs Lighthouse, which measures the site in test/browser/lighthouse.ts, into a folder outside the tree: it brings 114
# packages that nothing else needs. A second run finds it there. Prints the folder.
set -euo pipefail

LIGHTHOUSE=13.5.0

out=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/exporterhub/lighthouse-$LIGHTHOUSE}
if [ ! -f "$out/.complete" ]; then
  mkdir -p "$out"
  cd "$out"
  echo '{ "private": true }' >package.json
  # Without scripts: none of them is needed, and one would look for a browser to download.
  npm install --silent --no-audit --no-fund --ignore-scripts "lighthouse@$LIGHTHOUSE" >&2
  touch .complete
fi
echo "$out"
