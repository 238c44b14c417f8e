import { GeistMono } from "geist/font/mono"
import { GeistSans } from "geist/font/sans"
import type { Metadata, Viewport } from "next"
import type { ReactNode } from "react"
import { Shortcuts } from "./components/shortcuts/shortcuts"
import { SiteFooter } from "./components/site-footer"
import { SiteHeader } from "./components/site-header"
import { SuggestBoxes } from "./components/suggest/suggest-boxes"
import "./tokens.css"
import "./base.css"

// Nothing is rendered by the build, so it does not grow with the catalog: pages are made when they are asked for, and
// server/ keeps them. Their scripts carry a nonce that only such a rendering has.
export const dynamic = "force-dynamic"

export const metadata: Metadata = {
  title: { default: "ExporterHub: Prometheus exporters with proven alerts", template: "%s · ExporterHub" },
  description:
    "Prometheus exporters with alert rules, recording rules and dashboards that are proven against recorded scrapes and ready to install.",
  applicationName: "ExporterHub",
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fcfcfb" },
    { media: "(prefers-color-scheme: dark)", color: "#0e1110" },
  ],
}

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // The theme script sets an attribute here before React looks.
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <head>
        {/* Not async: it has to run before the first paint, or the theme flashes. */}
        <script src="/theme.js" />
        <link rel="alternate" type="application/atom+xml" title="ExporterHub: what is new" href="/feed.xml" />
      </head>
      <body>
        <SiteHeader />
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        <SiteFooter />
        <Shortcuts />
        <SuggestBoxes />
      </body>
    </html>
  )
}
