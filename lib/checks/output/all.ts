import { github } from "./github"
import { sarif } from "./sarif"
import { text } from "./text"

/** Every format of a report, by the name that `lint --format` takes. */
export const outputs = { text, sarif, github } as const
