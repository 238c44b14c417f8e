/** Switches between dark and light; choosing what the system has anyway goes back to following the system. */
export function toggleTheme(): void {
  const root = document.documentElement
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"
  const next = (root.dataset.theme ?? system) === "dark" ? "light" : "dark"
  try {
    if (next === system) localStorage.removeItem("theme")
    else localStorage.setItem("theme", next)
  } catch {
    // Storage is blocked: the choice lasts until the next page load.
  }
  if (next === system) delete root.dataset.theme
  else root.dataset.theme = next
}
