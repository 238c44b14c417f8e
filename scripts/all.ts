import { bumpEntry } from "./bump"
import { bundle } from "./bundle"
import { capture } from "./capture"
import type { Command } from "./command"
import { drift } from "./drift"
import { fmt } from "./fmt"
import { importCommand } from "./import"
import { index } from "./index-command"
import { install } from "./install"
import { lint } from "./lint"
import { mcp } from "./mcp"
import { newEntry } from "./new"
import { outdated } from "./outdated"
import { owners } from "./owners"
import { plan } from "./plan"
import { propose } from "./propose"
import { review } from "./review"
import { reviewComment } from "./review-comment"
import { rollback } from "./rollback"
import { schema } from "./schema"
import { search } from "./search"
import { show } from "./show"
import { status } from "./status"
import { test } from "./test"
import { tune } from "./tune"
import { uninstall } from "./uninstall"
import { upgrade } from "./upgrade"
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
  drift,
  upgrade,
  rollback,
  uninstall,
  validate,
  lint,
  test,
  new: newEntry,
  import: importCommand,
  capture,
  bump: bumpEntry,
  outdated,
  fmt,
  propose,
  review,
  "review-comment": reviewComment,
  owners,
  schema,
  index,
  mcp,
}
