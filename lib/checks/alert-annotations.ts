import { inside } from "@/lib/catalog/entry"
import type { Check } from "./check"

/** Whoever is woken up reads the summary first, then the description. */
export const alertAnnotations: Check = {
  id: "alert-annotations",
  severity: "error",
  summary: "The alert lacks its summary or its description",
  needs: [],
  run: (entry) =>
    entry.alerts.flatMap(({ alert, annotations, origin }) =>
      ["summary", "description"]
        .filter((name) => !annotations[name]?.trim())
        .map((name) => ({
          at: inside(origin, "alert"),
          message: `${alert} needs annotations.${name}`,
          hint: name === "summary" ? "One short sentence that names what is affected" : "What it means, with the value",
        })),
    ),
}
