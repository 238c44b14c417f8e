import { type ChildProcess, spawn } from "node:child_process"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"

const BIN = fileURLToPath(new URL("../../scripts/bin.js", import.meta.url))

export interface Message {
  id?: number | string | null
  method?: string
  result?: any
  error?: { code: number; message: string }
}

/** `exporterhub mcp` as a child process, and every line that it has written. */
export class McpClient {
  readonly lines: string[] = []
  errors = ""
  private readonly child: ChildProcess
  private readonly waiting = new Map<number, (message: Message) => void>()
  private next = 1

  constructor(args: readonly string[] = [], env: Record<string, string> = {}, start: readonly string[] = [BIN, "mcp"]) {
    this.child = spawn(process.execPath, [...start, ...args], { env: { ...process.env, ...env }, stdio: "pipe" })
    this.child.stderr?.on("data", (chunk: Buffer) => (this.errors += chunk.toString()))
    // A server that has ended reads no more; that is for the exit code to say.
    this.child.stdin?.on("error", () => {})
    if (!this.child.stdout) throw new Error("no standard output")
    createInterface({ input: this.child.stdout }).on("line", (line) => {
      this.lines.push(line)
      const message: Message = JSON.parse(line)
      if (typeof message.id === "number") this.waiting.get(message.id)?.(message)
    })
  }

  /** Sends a request and waits for its answer. */
  ask(method: string, params?: object, ms = 30_000): Promise<Message> {
    const id = this.next++
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer to ${method}; stderr: ${this.errors}`)), ms)
      this.waiting.set(id, (message) => {
        clearTimeout(timer)
        resolve(message)
      })
      this.send(JSON.stringify({ jsonrpc: "2.0", id, method, ...(params ? { params } : {}) }))
    })
  }

  async call(name: string, args: object): Promise<any> {
    const { result, error } = await this.ask("tools/call", { name, arguments: args })
    if (error) throw new Error(error.message)
    return result
  }

  send(line: string): void {
    this.child.stdin?.write(`${line}\n`)
  }

  async initialize(protocolVersion = "2025-06-18"): Promise<Message> {
    const clientInfo = { name: "test", version: "1" }
    const answer = await this.ask("initialize", { protocolVersion, capabilities: {}, clientInfo })
    this.send(JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" }))
    return answer
  }

  /** Ends the input, as clients do, and answers the exit code. */
  end(): Promise<number | null> {
    const exit = this.exit()
    this.child.stdin?.end()
    return exit
  }

  exit(): Promise<number | null> {
    if (this.child.exitCode !== null) return Promise.resolve(this.child.exitCode)
    return new Promise((resolve) => this.child.once("exit", resolve))
  }
}
