import type { Entry } from "@/lib/catalog/entry"
import type { Path } from "@/lib/catalog/yaml-source"
import type { EntryCheck } from "@/lib/checks/check"

/** Each of these is root on the node by another name. Source: capabilities(7) and the Kubernetes "baseline" pod standard. */
const DANGEROUS = new Set(["ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_PTRACE", "SYS_RAWIO", "DAC_OVERRIDE", "BPF", "MKNOD"])
const SOCKET = /(^|\/)(docker|containerd|crio|podman)\.sock$|^\/(var\/)?run\/?$|^\/etc\/kubernetes|^\/var\/lib\/kubelet/
const READING = new Set(["get", "list", "watch"])

/** An exporter reads; what could rule the node or the cluster is not for it to ask. */
export const podPrivileges: EntryCheck = {
  id: "pod-privileges",
  severity: "error",
  summary: "The workload asks for rights with which it could rule the node or the cluster",
  needs: ["entry"],
  docs: {
    why: `An exporter only reads. One with \`SYS_ADMIN\`, with the container runtime's socket, or with write access to the Kubernetes API
hands the node or the cluster to whoever gets into it, and to whoever publishes its next image.`,
    fix: "Find the least right that the metric needs: a single capability, one folder that is mounted read-only, `get`, `list` and `watch` on named resources. Leave out the collector that needs more, and say so in the README.",
    example: {
      file: "entry.yaml",
      before:
        "  workload: Deployment\n  privileges:\n    reason: It reads events of the kernel.\n    capabilities: [SYS_ADMIN]",
      after: "  workload: Deployment",
    },
  },
  run: (entry) =>
    demands(entry).map(({ path, message }) => ({
      at: { file: `${entry.id}/entry.yaml`, path: ["deploy", ...path] },
      message,
      hint: "Ask for the least that the metrics need",
    })),
}

function demands({ deploy: { privileges, rbac } }: Entry): { path: Path; message: string }[] {
  return [
    ...(privileges?.capabilities ?? []).flatMap((name, i) =>
      DANGEROUS.has(name.replace(/^CAP_/, ""))
        ? [
            {
              path: ["privileges", "capabilities", i],
              message: `The capability ${name} makes the pod root on its node`,
            },
          ]
        : [],
    ),
    ...(privileges?.hostPaths ?? []).flatMap(({ path }, i) =>
      SOCKET.test(path)
        ? [{ path: ["privileges", "hostPaths", i], message: `With ${path} of the node the pod can rule the node` }]
        : [],
    ),
    ...(rbac?.rules ?? []).flatMap(({ verbs, resources, apiGroups }, i) => {
      const verb = verbs.find((each) => !READING.has(each))
      if (verb !== undefined)
        return [{ path: ["rbac", "rules", i, "verbs"], message: `An exporter reads: not ${verb}` }]
      const wide = [...resources, ...apiGroups].find((each) => each === "*" || each === "secrets")
      return wide === undefined
        ? []
        : [{ path: ["rbac", "rules", i], message: `An exporter must not read ${wide === "*" ? "everything" : wide}` }]
    }),
  ]
}
