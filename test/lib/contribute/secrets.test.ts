import { describe, expect, test } from "vitest"
import { exposures, redact } from "@/lib/contribute/secrets"
import { recorded } from "@/test/support/scaffolded"

/** Put together here, so that nobody's scanner takes a test for a leak. */
const join = (...parts: string[]) => parts.join("")
const found = (label: string, value: string) =>
  exposures(`a_metric{x="1",${label}="${value}"} 1\n`).map(({ kind, what }) => `${kind}: ${what}`)

test.each([
  ["dsn", "postgres://app:hunter22@db:5432/app", "secret: a password in an address"],
  ["dsn", "app:hunter22@tcp(db:3306)/app", "secret: a password in a data source name"],
  ["args", "--password=hunter22 --x", "secret: a password or token"],
  ["url", "https://x.example.com/?api_key=abcdef", "secret: a password or token"],
  ["auth", join("Bearer ", "abcdefghijklmnopqrst"), "secret: an authorization header"],
  ["id", join("AKIA", "ABCDEFGHIJKLMNOP"), "secret: an AWS access key"],
  ["id", join("ghp_", "a".repeat(36)), "secret: a GitHub token"],
  ["id", join("eyJhbGciOiJIUzI1NiJ9", ".eyJzdWIiOiIxMjM0NTY3ODkwIn0.", "abc"), "secret: a JSON web token"],
  ["id", join("-----BEGIN RSA ", "PRIVATE KEY-----"), "secret: a private key"],
  ["id", join("xoxb-", "1234567890-abc"), "secret: a Slack token"],
  ["api_key", "hunter22", "secret: a secret, by the label's name"],
  ["user", "jane.doe@corp-mail.com", "secret: an e-mail address"],
  ["nodename", "web-prod-17", "identity: the name of a machine"],
  ["peer", "8.8.8.8:53", "identity: a public IP address"],
  ["server", "db1.acme-corp.com:5432", "identity: a host name"],
  ["address", "3c:7c:3f:12:34:56", "identity: a hardware address"],
  ["k", "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF", "identity: a random text, such as a key"],
])("%s=%j is %s", (label, value, what) => expect(found(label, value)).toEqual([what]))

test.each([
  ["dsn", "postgres://app:xxxxx@db:5432/app"],
  ["dsn", "postgres://app@db:5432/app"],
  ["instance", "10.0.0.7:9100"],
  ["peer", "192.0.2.1"],
  ["addr", "127.0.0.1:6379"],
  ["version", "1.22.1"],
  ["revision", "d13b9bc7a4a0d1b2c3e4f5a6b7c8d9e0f1a2b3c4"],
  ["path", "github.com/prometheus/client_golang"],
  ["mail", "someone@example.com"],
  ["nodename", "node-a"],
  ["address", "00:00:00:00:00:00"],
  ["token", "redacted-3"],
  ["file", "/etc/redis/redis.conf"],
  ["name", "getty@tty1.service"],
  ["name", "user@1000.service"],
])("%s=%j is nothing", (label, value) => expect(found(label, value)).toEqual([]))

test("each metric and label is named once, help texts too, and never the secret itself", () => {
  const text = [
    "# HELP a_info Connects to postgres://app:hunter22@db/app",
    'a_info{dsn="postgres://app:hunter22@db/app"} 1',
    'a_info{dsn="postgres://app:hunter33@db/app"} 1',
  ].join("\n")
  const seen = exposures(text)
  expect(seen.map(({ line, metric, label }) => [line, metric, label])).toEqual([
    [1, "a_info", "HELP"],
    [2, "a_info", "dsn"],
  ])
  expect(JSON.stringify(seen)).not.toContain("hunter")
})

test("hostile values take no time", () => {
  const values = ["a@", "a.", "x:", "a+b", "a-", "1.", "A1a", "://a:", "-----BEGIN "].map((piece) =>
    piece.repeat(50_000),
  )
  const started = Date.now()
  for (const value of values) exposures(`a{b="${value}"} 1\n# HELP a ${value}\n`)
  expect(Date.now() - started).toBeLessThan(5_000)
})

test("nothing that is in the catalog counts as a secret", () => {
  expect(recorded.length).toBeGreaterThan(50)
  for (const { file, text } of recorded)
    expect(
      exposures(text).filter(({ kind }) => kind === "secret"),
      file,
    ).toEqual([])
})

describe("redact", () => {
  test("keeps series apart and everything else as it is", () => {
    const text =
      'a{user="jane",q="say \\"user=\\" }, user=\\"x"} 1\na{user="joe"} 2\nb{q="1",user="jane"} 3\na{user=""} 4\n'
    expect(redact(text, ["user"])).toEqual({
      text: 'a{user="redacted-1",q="say \\"user=\\" }, user=\\"x"} 1\na{user="redacted-2"} 2\nb{q="1",user="redacted-1"} 3\na{user=""} 4\n',
      redacted: ["user"],
    })
  })
  test("of a help text replaces only one that looks like a secret", () => {
    const text = "# HELP a Connects to redis://x:hunter22@db\n# HELP b Bytes\n"
    expect(redact(text, ["HELP"])).toEqual({ text: "# HELP a redacted\n# HELP b Bytes\n", redacted: ["HELP"] })
  })
  test("answers which labels there were", () => {
    expect(redact('a{user="x"} 1', ["nothing"]).redacted).toEqual([])
  })
  test("leaves nothing to find", () => {
    const text = 'a{dsn="postgres://app:hunter22@db/app",api_key="k1234567"} 1\n'
    expect(exposures(redact(text, ["dsn", "api_key"]).text)).toEqual([])
  })
})
