#!/usr/bin/env bash
# Builds prometheus-operator from its Go module into a folder outside the tree: the only real proof of which monitors and
# rules a Prometheus selects is the configuration that the operator generates. Some minutes, once; a second run finds the
# binary there and returns at once. Prints the folder.
set -euo pipefail

PROMETHEUS_OPERATOR=0.93.0 # the CRDs of build-control-plane.sh are of the same version

out=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/exporterhub/prometheus-operator-$PROMETHEUS_OPERATOR}
if [ -f "$out/.complete" ]; then
  echo "$out"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"
export GOFLAGS="-mod=mod -trimpath -buildvcs=false" CGO_ENABLED=0
printf '[prometheus-operator] %s (5 to 10 minutes on two cores, once)\n' "$PROMETHEUS_OPERATOR" >&2
cd "$work"
go mod init exporterhub.test/operator 2>/dev/null
# Its own go.mod replaces its API modules by relative paths; outside of its tree the published ones of the same version serve.
module=github.com/prometheus-operator/prometheus-operator
go mod edit -require "$module@v$PROMETHEUS_OPERATOR"
source=$(go mod download -json "$module@v$PROMETHEUS_OPERATOR" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
sed -n "s#^[[:space:]]*\(replace \)\{0,1\}\($module/[a-z/]*\) => \./.*#\2#p" "$source/go.mod" | while read -r part; do
  go mod edit -require "$part@v$PROMETHEUS_OPERATOR"
done
go build -p 2 -ldflags "-s -w" -o "$out/operator" "$module/cmd/operator" >&2
touch "$out/.complete"
echo "$out"
