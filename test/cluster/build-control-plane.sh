#!/usr/bin/env bash
# Builds kube-apiserver, kube-controller-manager and etcd from their Go modules, and copies the prometheus-operator CRDs,
# into a folder outside the tree. Neither npm nor Debian ships a kube-apiserver. A second run finds everything there and
# returns at once. Prints the folder, which is laid out like setup-envtest's and can be used as KUBEBUILDER_ASSETS.
set -euo pipefail

KUBERNETES=1.33.13
ETCD=3.5.21
PROMETHEUS_OPERATOR=0.93.0

out=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/exporterhub/control-plane-k$KUBERNETES-e$ETCD-p$PROMETHEUS_OPERATOR}
if [ -f "$out/.complete" ]; then
  echo "$out"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out/crds"
export GOFLAGS="-mod=mod -trimpath -buildvcs=false" CGO_ENABLED=0
say() { printf '[control plane] %s\n' "$*" >&2; }

# k8s.io/kubernetes replaces its staging modules by relative paths; outside of its own tree each needs its published version.
say "kube-apiserver and kube-controller-manager $KUBERNETES (10 to 20 minutes on two cores, once)"
mkdir "$work/kubernetes" && cd "$work/kubernetes"
go mod init exporterhub.test/kubernetes 2>/dev/null
source=$(go mod download -json "k8s.io/kubernetes@v$KUBERNETES" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
go mod edit -require "k8s.io/kubernetes@v$KUBERNETES"
sed -n 's/^[[:space:]]*\(k8s\.io\/[a-z0-9-]*\) => \.\/staging.*/\1/p' "$source/go.mod" | while read -r module; do
  go mod edit -replace "$module=$module@v0.${KUBERNETES#1.}"
done
# The version is stamped in by upstream's build; without it the server calls itself v0.0.0-master and clients misjudge it.
stamp="-s -w -X k8s.io/component-base/version.gitVersion=v$KUBERNETES -X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=$(echo "$KUBERNETES" | cut -d. -f2)"
go build -ldflags "$stamp" -o "$out/" k8s.io/kubernetes/cmd/kube-apiserver k8s.io/kubernetes/cmd/kube-controller-manager >&2

say "etcd $ETCD"
mkdir "$work/etcd" && cd "$work/etcd"
go mod init exporterhub.test/etcd 2>/dev/null
go mod edit -require "go.etcd.io/etcd/server/v3@v$ETCD"
go build -ldflags "-s -w" -o "$out/etcd" go.etcd.io/etcd/server/v3 >&2

say "custom resource definitions of prometheus-operator $PROMETHEUS_OPERATOR"
source=$(cd "$work/etcd" && go mod download -json "github.com/prometheus-operator/prometheus-operator@v$PROMETHEUS_OPERATOR" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
cp "$source"/example/prometheus-operator-crd/*.yaml "$out/crds/"
chmod -R u+w "$out/crds"

touch "$out/.complete"
echo "$out"
