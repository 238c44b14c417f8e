#!/usr/bin/env node
// What `npm start` runs: registers the TypeScript loader for the files of this folder, and starts the site from its build.
import { fileURLToPath } from "node:url"
import { register } from "tsx/esm/api"

process.env.NODE_ENV = "production"
process.env.TSX_TSCONFIG_PATH = fileURLToPath(new URL("../tsconfig.json", import.meta.url))
const unregister = register()
const { main } = await import("./main.ts")
// From here on everything comes out of the build, which needs no loader.
await unregister()
process.exitCode = await main(process.env)
