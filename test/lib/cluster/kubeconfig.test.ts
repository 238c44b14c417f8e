import { spawnSync } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { createServer as createSecureServer } from "node:https"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { clusterClient, contexts } from "@/lib/adapters/kubernetes"

let folder = ""
let received: IncomingMessage[] = []
let answer: (request: IncomingMessage, response: ServerResponse) => void = () => {}
const server = createServer((request, response) => {
  received.push(request)
  answer(request, response)
})
let url = ""

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "kubeconfig-"))
  received = []
  answer = (_, response) => response.end('{"gitVersion":"v1.33.0"}')
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  vi.unstubAllEnvs()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true })
})

async function kubeconfig(user: object, extra: object = {}, name = "config"): Promise<string> {
  const file = path.join(folder, name)
  const config = {
    "current-context": "a",
    clusters: [{ name: "c", cluster: { server: url } }],
    users: [{ name: "u", user }],
    contexts: [{ name: "a", context: { cluster: "c", user: "u", namespace: "ns" } }],
    ...extra,
  }
  await writeFile(file, JSON.stringify(config))
  return file
}

test.each([
  ["a token", { token: "abc" }, { authorization: "Bearer abc" }],
  ["a token file beside the kubeconfig", { tokenFile: "token" }, { authorization: "Bearer from-file" }],
  ["a token file before a token", { token: "abc", tokenFile: "token" }, { authorization: "Bearer from-file" }],
  [
    "a password",
    { username: "me", password: "pass" },
    { authorization: `Basic ${Buffer.from("me:pass").toString("base64")}` },
  ],
  [
    "someone else's rights",
    { token: "abc", as: "jane", "as-uid": "7", "as-groups": ["dev", "ops"], "as-user-extra": { "a/b": ["x"] } },
    {
      "impersonate-user": "jane",
      "impersonate-uid": "7",
      "impersonate-group": "dev, ops",
      "impersonate-extra-a%2fb": "x",
    },
  ],
  [
    "a plugin",
    { exec: { apiVersion: "client.authentication.k8s.io/v1", command: "sh", args: ["-c", PLUGIN()] } },
    { authorization: "Bearer v1-ExecCredential" },
  ],
])("sends %s as kubectl does", async (_, user, headers) => {
  await writeFile(path.join(folder, "token"), "from-file\n")
  const client = await clusterClient("a", { kubeconfig: await kubeconfig(user) })
  expect(await client.version()).toBe("v1.33.0")
  expect(received[0]?.headers).toMatchObject(headers)
})

/** Answers with what it was told through KUBERNETES_EXEC_INFO, which client-node leaves out. */
function PLUGIN(): string {
  const token = `v1-$(echo "$KUBERNETES_EXEC_INFO" | sed 's/.*"kind":"\\([A-Za-z]*\\)".*/\\1/')`
  return `echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"'"${token}"'"}}'`
}

test("contexts are listed without credentials, the current one first; the first file wins", async () => {
  const one = await kubeconfig({ token: "secret-a" }, { "current-context": "b" }, "one")
  const two = await kubeconfig(
    { token: "secret-b" },
    {
      contexts: [
        { name: "a", context: { cluster: "c", user: "u", namespace: "other" } },
        { name: "b", context: { cluster: "c", user: "u" } },
      ],
    },
    "two",
  )
  vi.stubEnv("KUBECONFIG", [path.join(folder, "absent"), one, two].join(path.delimiter))
  const list = await contexts()
  expect(list).toEqual([
    { name: "b", server: url, namespace: "default", current: true },
    { name: "a", server: url, namespace: "ns", current: false },
  ])
  expect(JSON.stringify(list)).not.toContain("secret")
})

test.each([
  ["a context that is not there", "x", {}, "There is no context", "usage"],
  ["a broken file", "a", { clusters: [{ name: "c" }] }, "is broken at clusters.0.cluster", "usage"],
])("%s is said clearly", async (_, name, extra, message, code) => {
  const file = await kubeconfig({}, extra)
  await expect(clusterClient(name, { kubeconfig: file })).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message),
  })
})

test("no kubeconfig means no contexts", async () => {
  vi.stubEnv("KUBECONFIG", path.join(folder, "absent"))
  expect(await contexts()).toEqual([])
})

const status =
  (code: number, message: string, headers: Record<string, string> = {}) =>
  (_: IncomingMessage, response: ServerResponse) =>
    response.writeHead(code, headers).end(JSON.stringify({ kind: "Status", message }))

test("429 and 503 are tried again as asked", async () => {
  let count = 0
  answer = (request, response) => {
    count++
    if (count === 1) return void status(429, "slow down", { "Retry-After": "0" })(request, response)
    if (count === 2) return void status(503, "later", { "Retry-After": "0" })(request, response)
    response.end('{"gitVersion":"v1.33.0"}')
  }
  const client = await clusterClient("a", { kubeconfig: await kubeconfig({}) })
  expect(await client.version()).toBe("v1.33.0")
  expect(count).toBe(3)
})

test("a server that stays broken is given up after four tries, with its words", async () => {
  answer = status(503, "etcd is gone", { "Retry-After": "0" })
  const client = await clusterClient("a", { kubeconfig: await kubeconfig({}) })
  await expect(client.version()).rejects.toMatchObject({ code: "upstream", message: "etcd is gone" })
  expect(received).toHaveLength(4)
})

test("a create is not repeated: the first try may have worked", async () => {
  answer = status(503, "unsure")
  const client = await clusterClient("a", { kubeconfig: await kubeconfig({}) })
  const type = { group: "", version: "v1", kind: "Secret", plural: "secrets", namespaced: true }
  await expect(
    client.create(type, { apiVersion: "v1", kind: "Secret", metadata: { name: "a", namespace: "b" } }),
  ).rejects.toMatchObject({ code: "upstream" })
  expect(received).toHaveLength(1)
})

test("a silent server is a timeout, a closed port is unreachable, a refused token unauthorized", async () => {
  answer = () => {}
  const file = await kubeconfig({ token: "x" })
  const silent = await clusterClient("a", { kubeconfig: file, timeoutMs: 100 })
  await expect(silent.version()).rejects.toMatchObject({
    code: "timeout",
    message: expect.stringContaining("did not answer within 0.1 s"),
  })
  answer = status(401, "Unauthorized")
  await expect(silent.version()).rejects.toMatchObject({
    code: "unauthorized",
    hint: expect.stringContaining("auth whoami"),
  })
  const closed = await kubeconfig({}, { clusters: [{ name: "c", cluster: { server: "http://127.0.0.1:1" } }] })
  await expect((await clusterClient("a", { kubeconfig: closed })).version()).rejects.toMatchObject({
    code: "unreachable",
    message: expect.stringContaining("ECONNREFUSED"),
  })
})

test("a plugin that fails is named", async () => {
  const file = await kubeconfig({
    exec: {
      apiVersion: "client.authentication.k8s.io/v1",
      command: "sh",
      args: ["-c", "echo not logged in >&2; exit 1"],
    },
  })
  await expect((await clusterClient("a", { kubeconfig: file })).version()).rejects.toMatchObject({
    code: "unauthorized",
    message: expect.stringContaining("not logged in"),
  })
})

/** A certificate of the year 2020, made here so that no key lies in the repository; undefined without openssl. */
function expiredCertificate(): { key: string; cert: string } | undefined {
  const file = (name: string) => path.join(folder, name)
  const config = `[ca]\ndefault_ca=d\n[d]\ndatabase=${file("db")}\nnew_certs_dir=${folder}\nserial=${file("serial")}\ndefault_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n`
  for (const [name, text] of [
    ["ca.cnf", config],
    ["db", ""],
    ["serial", "01"],
  ] as const)
    writeFileSync(file(name), text)
  const openssl = (...args: string[]) => spawnSync("openssl", args, { cwd: folder }).status === 0
  const dates = ["-startdate", "20200101000000Z", "-enddate", "20200102000000Z"]
  const made =
    openssl(
      "req",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-keyout",
      "key.pem",
      "-out",
      "req.pem",
      "-subj",
      "/CN=127.0.0.1",
    ) &&
    openssl(
      "ca",
      "-config",
      "ca.cnf",
      "-selfsign",
      "-keyfile",
      "key.pem",
      "-in",
      "req.pem",
      "-out",
      "cert.pem",
      ...dates,
      "-batch",
      "-notext",
    )
  return made ? { key: readFileSync(file("key.pem"), "utf8"), cert: readFileSync(file("cert.pem"), "utf8") } : undefined
}

test("an expired certificate is said to be one, of the server and of the user", async (context) => {
  const pair = expiredCertificate()
  if (!pair && process.env.CI === "true") throw new Error("openssl made no certificate, and CI needs it")
  if (!pair) return context.skip("openssl made no certificate")
  const secure = createSecureServer(pair, (_, response) => response.end("{}"))
  await new Promise<void>((resolve) => secure.listen(0, "127.0.0.1", resolve))
  const cluster = {
    server: `https://127.0.0.1:${(secure.address() as AddressInfo).port}`,
    "certificate-authority-data": Buffer.from(pair.cert).toString("base64"),
  }
  const file = await kubeconfig({}, { clusters: [{ name: "c", cluster }] }, "secure")
  await expect((await clusterClient("a", { kubeconfig: file })).version()).rejects.toMatchObject({
    code: "unreachable",
    message: expect.stringContaining("has expired"),
  })
  secure.close()
  answer = status(401, "Unauthorized")
  const data = (text: string) => Buffer.from(text).toString("base64")
  const user = { "client-certificate-data": data(pair.cert), "client-key-data": data(pair.key) }
  await expect((await clusterClient("a", { kubeconfig: await kubeconfig(user) })).version()).rejects.toMatchObject({
    code: "unauthorized",
    message: "The client certificate of context a expired on 2020-01-02",
  })
})

test("connections are kept: many requests, one socket", async () => {
  const client = await clusterClient("a", { kubeconfig: await kubeconfig({}) })
  for (let i = 0; i < 5; i++) await client.version()
  expect(new Set(received.map(({ socket }) => socket)).size).toBe(1)
})
