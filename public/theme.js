// Runs before the first paint, so that a chosen theme never flashes. A file of its own keeps it out of the page's CSP.
try {
  const theme = localStorage.getItem("theme")
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme
} catch {
  // Storage is blocked: the system's theme stays.
}
