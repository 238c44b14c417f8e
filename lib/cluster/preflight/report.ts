import type { KubeObject } from "@/lib/bundle/kube-object"
import { toYaml } from "@/lib/bundle/yaml"
import type { Right } from "../client"
import { groupBy } from "../group"
import { refText, resourceName } from "../kinds"
import type { MissingKind } from "../missing-kinds"
import type { Step } from "../plan-item"
import { gitOpsOwner } from "./gitops"
import { fix, item, PREFLIGHT_CHECKS, type PreflightItem, type PreflightLevel, worstOf } from "./item"
import type { Labelling } from "./labelling"
import type { Readers } from "./selection-items"

/** What was found in the cluster before installing, as part of a plan. */
export interface PreflightReport {
  /** The worst of all items. */
  level: PreflightLevel
  items: readonly PreflightItem[]
  /** Who will read each monitor and rule. */
  readers: readonly Readers[]
  /** Labels that were added so that a server reads the objects. */
  added: Labelling["added"]
  /** What the user has to say before it can go on. */
  choice?: NonNullable<Labelling["choice"]>
}

/** What only the plan finds out. */
export interface PlanFindings {
  steps: readonly Step[]
  missingKinds: readonly MissingKind[]
  missingRights: readonly Right[]
  roles: readonly KubeObject[]
}

/** The items in their order, together with what the plan found. */
export function preflightReport(
  items: readonly PreflightItem[],
  readers: readonly Readers[],
  labelling: Omit<Labelling, "objects">,
  findings: PlanFindings,
): PreflightReport {
  const all = [...kindItems(findings), ...rightItems(findings), ...ownerItems(findings), ...items]
  const place = (each: PreflightItem) => PREFLIGHT_CHECKS.indexOf(each.check)
  const sorted = [...all].sort((a, b) => place(a) - place(b))
  const { added, choice } = labelling
  return { level: worstOf(sorted), items: sorted, readers, added, ...(choice ? { choice } : {}) }
}

function kindItems({ missingKinds, steps }: PlanFindings): PreflightItem[] {
  if (missingKinds.length === 0) {
    const kinds = new Set(steps.map(({ object }) => `${object.apiVersion} ${object.kind}`))
    return [item("kinds", "ok", `The cluster serves every kind of the bundle (${kinds.size})`)]
  }
  return missingKinds.map(({ apiVersion, kind, objects, fallbacks }) =>
    item(
      "kinds",
      "error",
      `The cluster serves no ${kind} of ${apiVersion}, which is needed for ${objects.join(", ")}`,
      ...fallbacks,
    ),
  )
}

function rightItems({ missingRights, roles }: PlanFindings): PreflightItem[] {
  if (missingRights.length === 0)
    return [item("rights", "ok", "You have every right that installing and removing needs")]
  const list = [...groupBy(missingRights, placeOf)].map(
    ([place, rights]) => `${rights.map(({ verb }) => verb).join(", ")} ${place}`,
  )
  const manifest = roles.map((role) => toYaml(role)).join("---\n")
  return [item("rights", "error", `You may not ${list.join("; ")}`, fix("Ask for this role", manifest))]
}

function placeOf({ group, resource, namespace }: Right): string {
  return `${resourceName({ group, plural: resource })}${namespace ? ` in ${namespace}` : " in the whole cluster"}`
}

/** Objects that a GitOps tool would put back as they were. */
function ownerItems({ steps }: PlanFindings): PreflightItem[] {
  return steps.flatMap(({ item: planned, object, live }) => {
    const owner = live && gitOpsOwner(live)
    if (!owner) return []
    const name = owner.name === "" ? owner.tool : `${owner.tool} (${owner.name})`
    const advice = fix(
      `Let ${owner.tool} install it: take the target ${owner.target} and put the files into its repository`,
      `npx exporterhub bundle ${object.metadata.labels?.["exporterhub.io/entry"] ?? "<entry>"} --target ${owner.target}`,
    )
    return [
      item(
        "ownership",
        "error",
        `${refText(planned.ref)} belongs to ${name}, which would undo what is applied here`,
        advice,
      ),
    ]
  })
}
