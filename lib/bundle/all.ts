import type { Target } from "./bundle"
import { helm } from "./helm"
import { operator } from "./operator"
import { prometheus } from "./prometheus"

/** Every output format of a bundle. */
export const targets: readonly Target[] = [operator, prometheus, helm]
