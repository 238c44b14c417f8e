#!/usr/bin/env bash
# Builds the tools that targets are proven with (helm, vmalert, percli) from their Go modules, and copies the custom
# resource definitions of the operators out of theirs, into a folder outside the tree. A second run finds everything there
# and returns at once. Prints the folder. 2 to 5 minutes on two cores, once.
set -euo pipefail

HELM=3.22.0
VICTORIAMETRICS=1.151.0
PERSES=0.52.0

out=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/exporterhub/targets-h$HELM-v$VICTORIAMETRICS-p$PERSES-1}
if [ -f "$out/.complete" ]; then
  echo "$out"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out/crds"
export GOFLAGS="-mod=mod -trimpath -buildvcs=false" CGO_ENABLED=0
say() { printf '[targets] %s\n' "$*" >&2; }

# tool <name> <module> <version> <package below the module>
tool() {
  say "$1 $3"
  mkdir "$work/$1" && cd "$work/$1"
  go mod init "exporterhub.test/$1" 2>/dev/null
  go mod edit -require "$2@v$3"
  go build -ldflags "-s -w" -o "$out/$1" "$2/$4" >&2
}

# crds <name> <module> <version> <file or folder below the module>
crds() {
  say "custom resource definitions of $1 $3"
  mkdir -p "$work/crds" && cd "$work/crds"
  local source
  source=$(go mod download -json "$2@v$3" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
  mkdir -p "$out/crds/$1"
  cp -r "$source/$4" "$out/crds/$1/"
}

tool helm helm.sh/helm/v3 "$HELM" cmd/helm
tool vmalert github.com/VictoriaMetrics/VictoriaMetrics "$VICTORIAMETRICS" app/vmalert
tool percli github.com/perses/perses "$PERSES" cmd/percli
crds flux-source github.com/fluxcd/source-controller 1.8.0 config/crd/bases
crds flux-kustomize github.com/fluxcd/kustomize-controller 1.7.3 config/crd/bases
crds argocd github.com/argoproj/argo-cd/v3 3.3.0 manifests/crds/application-crd.yaml
crds grafana-operator github.com/grafana/grafana-operator/v5 5.18.0 config/crd/bases
crds perses github.com/perses/perses-operator 0.3.2 config/crd/bases
crds gmp github.com/GoogleCloudPlatform/prometheus-engine 0.13.0 charts/operator/crds
chmod -R u+w "$out/crds"

touch "$out/.complete"
echo "$out"
