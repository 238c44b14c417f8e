import type { Metadata } from "next"
import { Command } from "@/app/components/command"
import { cliExamples } from "./examples"

export const metadata: Metadata = {
  title: "Command line",
  description: "Every command of the exporterhub CLI, with examples, JSON output and exit codes.",
}

export default function CliPage() {
  return (
    <>
      <h1>Command line</h1>
      <p>
        The commands work in a clone of the repository after <code>npm ci</code>. Every one takes <code>--json</code>{" "}
        and <code>--help</code>.
      </p>
      {cliExamples.map(([command, words]) => (
        <section key={command}>
          <p>{words}</p>
          <Command>{command}</Command>
        </section>
      ))}
      <h2>Exit codes</h2>
      <ul>
        <li>
          <code>0</code>: fine
        </li>
        <li>
          <code>1</code>: findings; the plan or the content is not clean
        </li>
        <li>
          <code>2</code>: wrong use, or input that cannot be read
        </li>
        <li>
          <code>3</code>: the outside world failed
        </li>
      </ul>
    </>
  )
}
