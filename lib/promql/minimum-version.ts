import type { Expr } from "./ast"
import { parse } from "./parse"
import { print } from "./print"
import { PROFILES, type Profile } from "./profile"

/** The oldest profile that accepts the expression; undefined for a tree that none accepts. */
export function minimumVersion(expr: Expr): Profile | undefined {
  const text = print(expr)
  return PROFILES.find((profile) => parse(text, { profile }).ok)
}
