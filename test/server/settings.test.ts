import { expect, test } from "vitest"
import { address, keepMs } from "@/server/settings"

const tooOpen = (host: string): string =>
  `A local hub is for this machine only, not for ${host}: leave out HOST, or set EXPORTERHUB_MODE=public`

test.each([
  [{}, { host: "127.0.0.1", port: 3000 }],
  [
    { PORT: "8080", HOST: "0.0.0.0", EXPORTERHUB_MODE: "public" },
    { host: "0.0.0.0", port: 8080 },
  ],
  [
    { PORT: "0", HOST: "::1" },
    { host: "::1", port: 0 },
  ],
  [{ HOST: "localhost" }, { host: "localhost", port: 3000 }],
  [{ HOST: "0.0.0.0" }, tooOpen("0.0.0.0")],
  [{ HOST: "::", EXPORTERHUB_MODE: "local" }, tooOpen("::")],
  [{ HOST: "127.evil.example" }, tooOpen("127.evil.example")],
  [{ PORT: "" }, 'PORT must be a number from 0 to 65535, not ""'],
  [{ PORT: "http" }, 'PORT must be a number from 0 to 65535, not "http"'],
  [{ PORT: "65536" }, 'PORT must be a number from 0 to 65535, not "65536"'],
  [{ HOST: "http://x/" }, 'HOST must be a name or an address, not "http://x/"'],
])("%j", (env, expected) => expect(address(env)).toEqual(expected))

test.each([
  [undefined, 3_600_000],
  ["", 3_600_000],
  ["30s", 30_000],
  ["10m", 600_000],
  ["2h", 3_600_000],
  ["0s", 3_600_000],
])("with a refresh of %s answers are kept for %d ms", (refresh, ms) =>
  expect(keepMs(refresh === undefined ? {} : { EXPORTERHUB_REFRESH: refresh })).toBe(ms),
)
