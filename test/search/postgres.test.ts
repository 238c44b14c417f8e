import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { sample } from "@/test/lib/search/sample"
import type { Contender } from "./contender"
import { postgresContender } from "./postgres"
import { type PostgresServer, postgresPrograms, startPostgres } from "./postgres-server"

const programs = postgresPrograms()
if (programs === undefined) console.warn("skipped: PostgreSQL is not on this machine, so its search is not tested")

describe.skipIf(programs === undefined)("PostgreSQL as Artifact Hub sets it up", () => {
  let server: PostgresServer
  let plain: Contender
  let bodies: Contender
  const documents = [
    sample("entry/redis-exporter/Redis exporter", { id: "redis", summary: "Memory of one server", names: ["valkey"] }),
    sample("alert/redis-exporter/RedisDown", {
      id: "down",
      summary: "The server doesn't answer",
      text: "redis-cli ping",
    }),
    sample("alert/postgres-exporter/Memory", { id: "memory", summary: "It runs low" }),
    sample("metric/node-exporter/node_load1", { id: "load", metrics: ["memory"] }),
  ]
  beforeAll(async () => {
    server = await startPostgres(programs ?? "")
    plain = await postgresContender(server, documents, { bodies: false })
    bodies = await postgresContender(server, documents, { bodies: true })
  }, 60_000)
  afterAll(() => server.stop())

  test.each([
    ["redis", ["redis", "down"]], // the entry by its name, the alert by its repository
    ["redi", ["redis", "down"]], // the beginning of a word
    ["rediss", []], // no typos
    ["valkey", ["redis"]], // a keyword
    ["memory", ["memory", "load", "redis"]], // the name; then, worth the same, keywords and descriptions
    ["memories", ["memory", "load", "redis"]], // another form
    ["redis memory", ["redis"]], // all words
    ["-memory redis", ["down"]], // without a word
    ["redis-cli ping", []], // bodies are not indexed
    ["doesn't ' answer", ["down"]],
    ["", []],
  ])("%j finds %j", async (text, ids) => {
    expect(await plain.search(text)).toEqual(ids)
  })

  test("with bodies, what is only in a text is found as well", async () => {
    expect(await bodies.search("redis-cli ping")).toEqual(["down"])
  })

  test("the server is nowhere but in its folder, and leaves nothing", async () => {
    const other = await startPostgres(programs ?? "")
    const folder = (await other.run("show unix_socket_directories")).trim()
    expect((await other.run("show listen_addresses")).trim()).toBe("")
    await other.stop()
    const { existsSync } = await import("node:fs")
    expect(existsSync(folder)).toBe(false)
  })
})
