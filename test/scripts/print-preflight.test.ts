import { expect, test } from "vitest"
import { preflightLines } from "@/scripts/print-preflight"

const terminal = {
  out: () => {},
  err: () => {},
  color: false,
  interactive: false,
  confirm: async () => false,
}

test("each item has its word, fixes stand below it, and a cluster's text cannot steer the terminal", () => {
  const lines = preflightLines(terminal, {
    level: "error",
    readers: [],
    added: [{ object: "ServiceMonitor redis", labels: { release: "kps" } }],
    items: [
      {
        check: "scrape",
        level: "error",
        message: "wants a=\u001b[2J\u009b",
        fixes: [
          { text: "Grant it", copy: "kind: Role\nname: \u0007x\n" },
          { text: "Choose", copy: "--for-prometheus mon/a" },
          { text: "Ask" },
        ],
      },
      { check: "images", level: "unknown", message: "tag", fixes: [] },
    ],
  })
  expect(lines).toEqual([
    "",
    "Pre-flight",
    "  + ServiceMonitor redis gets the label release=kps",
    "  error   wants a=\ufffd[2J\ufffd",
    "          Grant it:",
    "            kind: Role",
    "            name: \ufffdx",
    "          Choose: --for-prometheus mon/a",
    "          Ask",
    "  unknown tag",
  ])
})
