import { defineConfig } from "@playwright/test"

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium"
/** How Chromium runs in a test. */
export const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]
const report = process.env.TEST_REPORT

/** Debian's Chromium against hubs that `setup.ts` starts; their addresses come in through the environment. */
export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results",
  globalSetup: "./setup.ts",
  forbidOnly: process.env.CI === "true",
  fullyParallel: true,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  // .ci/run counts from the report; people read the lines.
  reporter: report ? [["list"], ["json", { outputFile: report }]] : [["list"]],
  use: {
    ...(process.env.HUB_LOCAL ? { baseURL: process.env.HUB_LOCAL } : {}),
    browserName: "chromium",
    viewport: { width: 1280, height: 900 },
    launchOptions: { executablePath: CHROMIUM, args: FLAGS },
    trace: "retain-on-failure",
  },
})
