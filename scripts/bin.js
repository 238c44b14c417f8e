#!/usr/bin/env node
// The published command: registers the TypeScript loader with this package's own tsconfig, wherever it is called from.
import { fileURLToPath } from "node:url"
import { register } from "tsx/esm/api"

process.env.TSX_TSCONFIG_PATH = fileURLToPath(new URL("../tsconfig.json", import.meta.url))
register()
const { main } = await import("./exporterhub.ts")
process.exitCode = await main(process.argv.slice(2))
