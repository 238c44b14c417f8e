import { hashOf } from "./own-scripts"

const STYLE =
  ":root{color-scheme:light dark}body{font:16px/1.6 system-ui,sans-serif;max-width:38rem;margin:18vh auto;padding:0 1.5rem}h1{font-size:1.5rem;line-height:1.25}"

/** The hash of the style of these pages, for `style-src`. */
export const FAILURE_STYLE = hashOf(STYLE)

/** A page for when the site itself cannot make one: no script, nothing to load. The texts are ours, never a visitor's. */
export function failurePage(title: string, text: string): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title} · ExporterHub</title><style>${STYLE}</style></head><body><main><h1>${title}</h1><p>${text}</p><p><a href="/">To the start page</a></p></main></body></html>`
}
