import { expect, test } from "vitest"
import { address } from "@/server/settings"

test.each([
  [{}, { host: "127.0.0.1", port: 3000 }],
  [
    { PORT: "8080", HOST: "0.0.0.0" },
    { host: "0.0.0.0", port: 8080 },
  ],
  [
    { PORT: "0", HOST: "::1" },
    { host: "::1", port: 0 },
  ],
  [{ PORT: "" }, 'PORT must be a number from 0 to 65535, not ""'],
  [{ PORT: "http" }, 'PORT must be a number from 0 to 65535, not "http"'],
  [{ PORT: "65536" }, 'PORT must be a number from 0 to 65535, not "65536"'],
  [{ HOST: "http://x/" }, 'HOST must be a name or an address, not "http://x/"'],
])("%j", (env, expected) => expect(address(env)).toEqual(expected))
