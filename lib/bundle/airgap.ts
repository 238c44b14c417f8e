import type { Parameter } from "@/lib/catalog/parameter"
import { SCRIPTS } from "./airgap-scripts"
import { tar } from "./archive"
import type { BundleItem, BundleRequest, Target } from "./bundle"
import { objectName } from "./identity"
import { operatorObjects } from "./operator"
import { optionText } from "./option"
import { toYamlStream } from "./yaml"

const REGISTRY: Parameter = {
  name: "registry",
  type: "string",
  description:
    "Registry behind the gap that the images are pushed to (default: they are loaded on the nodes under their own names)",
  required: false,
  pattern: "[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]([a-z0-9._-]{0,63}[a-z0-9])?){0,4}",
}

/** One archive for a cluster without a network: manifests, the list of images, and scripts that carry them over. */
export const airgap: Target = {
  id: "airgap",
  title: "Without a network",
  summary: "One archive with manifests, the list of images, and scripts that carry the images over and install.",
  options: [REGISTRY],
  usage(path, request) {
    const push = optionText(request, REGISTRY) === undefined ? "" : " --push"
    const folder = folderOf(request)
    return `tar -xf ${path} && ${folder}/load-images.sh${push} && ${folder}/install.sh`
  },
  render(request) {
    const moved = request.items.map((item) => withImage(item, imageOf(request, item)))
    const manifests = moved.map((item) => ({
      path: `manifests/${objectName(request, item)}.yaml`,
      content: toYamlStream(operatorObjects(request, item)),
    }))
    return {
      files: [
        { path: "README.md", content: readme(request) },
        { path: "images.txt", content: images(request) },
        { path: "namespace", content: `${request.namespace}\n` },
        ...SCRIPTS,
        ...manifests,
      ],
      objects: [],
    }
  },
  pack: (files, request) => ({
    name: `${folderOf(request)}.tar`,
    mediaType: "application/x-tar",
    bytes: tar(folderOf(request), files),
  }),
}

function folderOf({ name }: BundleRequest): string {
  return `${name}-airgap`
}

/** What the nodes pull: without a digest, which an image loses when it is saved, and from the registry behind the gap. */
function imageOf(request: BundleRequest, { entry }: BundleItem): string | undefined {
  const registry = optionText(request, REGISTRY)
  const image = entry.versions[0]?.image?.replace(/@sha256:[0-9a-f]{64}$/, "")
  return registry === undefined ? image : image?.replace(/^[^/]+/, registry)
}

function withImage(item: BundleItem, image: string | undefined): BundleItem {
  const [newest, ...older] = item.entry.versions
  if (newest === undefined || image === undefined) return item
  return { ...item, entry: { ...item.entry, versions: [{ ...newest, image }, ...older] } }
}

/** Every image once: where it comes from, and what it is called behind the gap. */
function images(request: BundleRequest): string {
  const lines = request.items.flatMap((item) => {
    const source = item.entry.deploy.workload === "none" ? undefined : item.entry.versions[0]?.image
    return source === undefined ? [] : [`${source} ${imageOf(request, item)}\n`]
  })
  return [...new Set(lines)].join("")
}

function readme(request: BundleRequest): string {
  const registry = optionText(request, REGISTRY)
  const load =
    registry === undefined
      ? "./load-images.sh            # on every node"
      : `./load-images.sh --push     # to ${registry}`
  return `# ${request.name} without a network

1. On a machine that reaches the registries:

       ./save-images.sh            # pulls what images.txt lists, writes images.tar

2. Carry this folder over.

3. Behind the gap:

       ${load}
       ./install.sh                # creates the namespace ${request.namespace} if it is missing, applies manifests/

The scripts use docker, podman or ctr, whichever is there; ENGINE=ctr chooses. Secrets that the exporters need are not part
of this archive; create them before the install. Each line of images.txt is a source and its name behind the gap.
`
}
