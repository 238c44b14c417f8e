import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

const root = fileURLToPath(new URL("..", import.meta.url))
const shared = { root, resolve: { alias: { "@": root } } }

/**
 * `unit` runs anywhere in seconds. The others need a real part (promtool, a control plane) and are skipped loudly where
 * it is missing, but fail under CI=true.
 */
export default defineConfig({
  test: {
    // .ci/run counts from the report; people read the default one.
    reporters: process.env.TEST_REPORT ? ["default", ["json", { outputFile: process.env.TEST_REPORT }]] : ["default"],
    projects: [
      { ...shared, test: { name: "unit", include: ["test/{app,catalog,lib,scripts,search,server}/**/*.test.ts"] } },
      { ...shared, test: { name: "promtool", include: ["test/promtool/**/*.test.ts"], testTimeout: 60_000 } },
      {
        ...shared,
        test: {
          name: "cluster",
          include: ["test/cluster/**/*.test.ts"],
          globalSetup: ["test/cluster/global-setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        ...shared,
        test: {
          name: "targets",
          include: ["test/targets/**/*.test.ts"],
          globalSetup: ["test/targets/global-setup.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
