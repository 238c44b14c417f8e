import { afterEach, expect, test, vi } from "vitest"

vi.mock("server-only", () => ({}))

import { guardLocal } from "@/app/local-only"

afterEach(() => vi.unstubAllEnvs())

const OURS = {
  host: "127.0.0.1:3000",
  origin: "http://127.0.0.1:3000",
  "content-type": "application/json",
  "sec-fetch-site": "same-origin",
}

function request(method: "GET" | "POST", headers: Record<string, string | undefined>): Request {
  const given = Object.entries(headers).flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : []))
  return new Request("http://127.0.0.1:3000/api/clusters/apply", { method, headers: given })
}

test.each([
  ["POST", OURS],
  ["POST", { ...OURS, host: "localhost:3000", origin: "http://localhost:3000" }],
  ["POST", { ...OURS, host: "[::1]:3000", origin: "http://[::1]:3000" }],
  ["POST", { ...OURS, "sec-fetch-site": undefined }],
  ["GET", { host: "127.0.0.1:3000" }],
  ["GET", { host: "127.0.0.1:3000", "sec-fetch-site": "none" }],
] as const)("%s with %j passes", (method, headers) => {
  expect(() => guardLocal(request(method, headers))).not.toThrow()
})

test.each([
  ["DNS rebinding", "GET", { host: "evil.example:3000" }],
  ["DNS rebinding to a name that looks local", "GET", { host: "127.0.0.1.evil.example" }],
  ["a name that ends like ours", "GET", { host: "localhost.evil.example" }],
  ["an address of the network", "GET", { host: "192.168.1.5:3000" }],
  ["no host", "GET", {}],
  ["a picture on another site", "GET", { host: "127.0.0.1:3000", "sec-fetch-site": "cross-site" }],
  ["a sibling port", "POST", { ...OURS, origin: "http://127.0.0.1:8080" }],
  ["another site", "POST", { ...OURS, origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
  ["a sandboxed frame", "POST", { ...OURS, origin: "null" }],
  ["no origin", "POST", { ...OURS, origin: undefined }],
  ["host and origin of the same other site", "POST", { ...OURS, host: "evil.example", origin: "http://evil.example" }],
  ["another site with our origin", "POST", { ...OURS, "sec-fetch-site": "same-site" }],
] as const)("%s is forbidden", (_, method, headers) => {
  expect(() => guardLocal(request(method, headers))).toThrow(expect.objectContaining({ code: "forbidden" }))
})

test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", undefined])(
  "a form of another site cannot post %s",
  (type) => {
    const post = request("POST", { ...OURS, "content-type": type })
    expect(() => guardLocal(post)).toThrow(expect.objectContaining({ code: "usage" }))
  },
)

test("on a public hub there is nothing, whoever asks", () => {
  vi.stubEnv("EXPORTERHUB_MODE", "public")
  expect(() => guardLocal(request("POST", OURS))).toThrow(expect.objectContaining({ code: "not-found" }))
})
