import { expect, test } from "vitest"
import { nearestNames } from "@/lib/nearest-names"

const NAMES = ["redis_memory_used_bytes", "redis_memory_max_bytes", "redis_up", "up", "node_cpu_seconds_total"]

test.each([
  ["redis_upp", ["redis_up"]],
  ["redis_memory_used", ["redis_memory_used_bytes"]],
  ["node_cpu_seconds", ["node_cpu_seconds_total"]],
  ["redis_memory_max_bytes_total", ["redis_memory_max_bytes"]],
  ["uo", ["up"]],
  ["redis", []],
  ["something_else_altogether", []],
])("%s: %j", (wrong, expected) => expect(nearestNames(wrong, NAMES)).toEqual(expected))
