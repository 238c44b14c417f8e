import { bundle } from "./bundle"
import type { Command } from "./command"
import { install } from "./install"
import { lint } from "./lint"
import { plan } from "./plan"
import { schema } from "./schema"
import { search } from "./search"
import { show } from "./show"
import { status } from "./status"
import { test } from "./test"
import { tune } from "./tune"
import { uninstall } from "./uninstall"
import { validate } from "./validate"

/** Every command by name, in the order of the help text. */
export const commands: Readonly<Record<string, Command>> = {
  search,
  show,
  bundle,
  tune,
  plan,
  install,
  status,
  uninstall,
  validate,
  lint,
  test,
  schema,
}
