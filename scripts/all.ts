import { bundle } from "./bundle"
import type { Command } from "./command"
import { schema } from "./schema"
import { search } from "./search"
import { show } from "./show"
import { test } from "./test"
import { validate } from "./validate"

/** Every command by name, in the order of the help text. */
export const commands: Readonly<Record<string, Command>> = { search, show, bundle, validate, test, schema }
