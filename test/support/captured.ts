import { parseCapture } from "@/lib/catalog/capture"
import type { CapturedVersion } from "@/lib/catalog/entry"

/** A version of an exporter whose captures say what is given: the normal state under `normal`, others under their names. */
export function captured(
  version: string,
  { normal, ...states }: Readonly<Record<"normal", string> & Record<string, string>>,
  target = "software 1",
): CapturedVersion {
  const named = Object.entries(states).map(([name, text]) => ({ name, text, file: `captures/${version}-${name}.prom` }))
  const read = (file: string, text: string) => {
    const { capture, problems } = parseCapture(
      `x/${file}`,
      `# CAPTURE exporter: x\n# CAPTURE exporter-version: ${version}\n# CAPTURE target: ${target}\n# CAPTURE captured: 2026-01-01T00:00:00Z\n# CAPTURE url: http://127.0.0.1:1/metrics\n${text}`,
    )
    if (!capture) throw new Error(problems.map(({ message }) => message).join())
    return capture
  }
  return {
    version,
    capture: `captures/${version}.prom`,
    states: named.map(({ name, file }) => ({ name, description: `State ${name}`, capture: file })),
    captures: [read(`captures/${version}.prom`, normal), ...named.map(({ file, text }) => read(file, text))],
  }
}
