import type { BundleFile } from "./bundle"

// The scripts are the same in every bundle: what differs stands in files that they read, so no value becomes a command.
const ENGINE = `# Sourced by the other scripts: chooses the program that handles images. ENGINE=docker, podman or ctr decides it.
engine=\${ENGINE:-}
if [ -z "$engine" ]; then
  for candidate in docker podman ctr; do
    if command -v "$candidate" >/dev/null 2>&1; then
      engine=$candidate
      break
    fi
  done
fi
# Kubernetes' own images lie in this namespace of containerd. The scripts that source this file use it.
# shellcheck disable=SC2034
containerd_namespace=\${CONTAINERD_NAMESPACE:-k8s.io}
case "$engine" in
  docker | podman | ctr) ;;
  *)
    echo "docker, podman or ctr is needed to handle images" >&2
    exit 1
    ;;
esac
`

const SAVE = `#!/bin/sh
# On a machine that reaches the registries: pulls the images of images.txt and saves them to images.tar.
set -eu
cd "$(dirname "$0")"
. ./engine.sh

set --
while read -r source target; do
  echo "pull $source"
  if [ "$engine" = ctr ]; then
    ctr -n "$containerd_namespace" images pull "$source" </dev/null
    if [ "$source" != "$target" ]; then
      ctr -n "$containerd_namespace" images tag --force "$source" "$target" </dev/null
    fi
  else
    "$engine" pull "$source" </dev/null
    if [ "$source" != "$target" ]; then "$engine" tag "$source" "$target" </dev/null; fi
  fi
  set -- "$@" "$target"
done <images.txt

if [ "$#" -eq 0 ]; then
  echo "there are no images in this bundle"
elif [ "$engine" = ctr ]; then
  ctr -n "$containerd_namespace" images export images.tar "$@"
else
  "$engine" save -o images.tar "$@"
fi
`

const LOAD = `#!/bin/sh
# Behind the gap: loads images.tar; with --push, also pushes every image to the registry that the manifests name.
set -eu
cd "$(dirname "$0")"
. ./engine.sh

push=no
for argument in "$@"; do
  case "$argument" in
    --push) push=yes ;;
    *)
      echo "unknown argument: $argument" >&2
      exit 2
      ;;
  esac
done
if [ ! -s images.txt ]; then
  echo "there are no images in this bundle"
  exit 0
fi
if [ ! -f images.tar ]; then
  echo "images.tar is missing; save-images.sh makes it on a machine that reaches the registries" >&2
  exit 1
fi

if [ "$engine" = ctr ]; then
  ctr -n "$containerd_namespace" images import images.tar
else
  "$engine" load -i images.tar
fi
[ "$push" = yes ] || exit 0
while read -r _ target; do
  echo "push $target"
  if [ "$engine" = ctr ]; then
    ctr -n "$containerd_namespace" images push "$target" </dev/null
  else
    "$engine" push "$target" </dev/null
  fi
done <images.txt
`

const INSTALL = `#!/bin/sh
# Applies the manifests. Arguments go to kubectl, such as --context staging.
set -eu
cd "$(dirname "$0")"
namespace=$(cat namespace)
if ! kubectl "$@" get namespace "$namespace" >/dev/null 2>&1; then
  kubectl "$@" create namespace "$namespace"
fi
kubectl "$@" apply --server-side -f manifests
`

/** The scripts of an archive for installs without a network. */
export const SCRIPTS: readonly BundleFile[] = [
  { path: "engine.sh", content: ENGINE },
  { path: "save-images.sh", content: SAVE, executable: true },
  { path: "load-images.sh", content: LOAD, executable: true },
  { path: "install.sh", content: INSTALL, executable: true },
]
