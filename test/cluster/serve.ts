// A control plane to work with, for people and for the browser tests: node --import tsx test/cluster/serve.ts
// (npx in front would not pass on the signal that ends it).
// Prints the path of the kubeconfig (context "test") on standard output and runs until it is ended.
import { clusterClient } from "@/lib/adapters/kubernetes"
import { startControlPlane } from "./control-plane"
import { startFakeKubelet } from "./fake-kubelet"

const plane = await startControlPlane()
const stopKubelet = await startFakeKubelet(plane.kubeconfig)
const client = await clusterClient("test", { kubeconfig: plane.kubeconfig })
const namespaces = { group: "", version: "v1", kind: "Namespace", plural: "namespaces", namespaced: false }
await client.apply(namespaces, { apiVersion: "v1", kind: "Namespace", metadata: { name: "monitoring" } })
console.log(plane.kubeconfig)

let ending = false
const end = async () => {
  if (ending) return
  ending = true
  await stopKubelet()
  await plane.stop()
  process.exit(0)
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end)
// Keeps the process alive.
setInterval(() => {}, 60_000)
