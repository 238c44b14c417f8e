import type { Card } from "@/lib/share/card"

/** Size of the picture in pixels, as networks ask for it. */
export const SIZE = { width: 1200, height: 630 }

/** The dark colours of app/tokens.css: what draws the picture knows no variables. */
const COLORS = {
  page: "#0e1110",
  surface: "#151918",
  line: "#262c2a",
  ink: "#eef1ef",
  soft: "#b9c1bd",
  faint: "#919a96",
  accent: "#62d2b3",
  onAccent: "#06231c",
  critical: "#ff9c91",
  warning: "#efba66",
  info: "#93c3f7",
}

/** The picture beside a link. Satori draws it: every box with several children is a flex box, and styles are inline. */
export function Picture({ kind, title, summary, code, severity, facts }: Card) {
  return (
    <div
      style={{
        width: "100%",
        height: "100%",
        display: "flex",
        flexDirection: "column",
        padding: "56px 64px 52px",
        background: COLORS.page,
        color: COLORS.ink,
        fontFamily: "Geist",
        borderTop: `10px solid ${severity ? COLORS[severity] : COLORS.accent}`,
      }}
    >
      <Head kind={kind} severity={severity} />
      <div
        style={{
          display: "flex",
          marginTop: 44,
          fontSize: sizeOf(title),
          fontWeight: 600,
          lineHeight: 1.1,
          letterSpacing: "-0.03em",
          wordBreak: "break-all",
        }}
      >
        {title}
      </div>
      {summary && (
        <div
          style={{ display: "flex", marginTop: 22, maxWidth: 1000, color: COLORS.soft, fontSize: 31, lineHeight: 1.35 }}
        >
          {summary}
        </div>
      )}
      {code && <Code text={code} />}
      <Facts facts={facts} />
    </div>
  )
}

function Head({ kind, severity }: Pick<Card, "kind"> & { severity: Card["severity"] | undefined }) {
  return (
    <div style={{ display: "flex", alignItems: "center", gap: 18, fontSize: 27 }}>
      <svg width={46} height={46} viewBox="0 0 32 32" role="presentation">
        <rect width="32" height="32" rx="7" fill={COLORS.accent} />
        <path d="M8 7h16v4H8zM8 14h8v4H8zM8 21h16v4H8z" fill={COLORS.onAccent} />
        <circle cx="21.5" cy="16" r="2.5" fill={COLORS.onAccent} />
      </svg>
      <div style={{ fontWeight: 600 }}>ExporterHub</div>
      <div style={{ color: COLORS.faint }}>{kind}</div>
      {severity && (
        <div
          style={{
            marginLeft: "auto",
            padding: "6px 20px",
            border: `2px solid ${COLORS[severity]}`,
            borderRadius: 99,
            color: COLORS[severity],
          }}
        >
          {severity}
        </div>
      )}
    </div>
  )
}

function Code({ text }: { text: string }) {
  return (
    <div
      style={{
        display: "flex",
        marginTop: 30,
        padding: "20px 26px",
        border: `1px solid ${COLORS.line}`,
        borderRadius: 14,
        background: COLORS.surface,
        color: COLORS.accent,
        fontFamily: "Geist Mono",
        fontSize: 25,
        lineHeight: 1.45,
        wordBreak: "break-all",
      }}
    >
      {text}
    </div>
  )
}

function Facts({ facts }: Pick<Card, "facts">) {
  return (
    <div style={{ display: "flex", gap: 64, marginTop: "auto", fontSize: 28 }}>
      {facts.map(({ value, name }) => (
        <div key={name} style={{ display: "flex", alignItems: "baseline", gap: 12 }}>
          <div style={{ fontSize: 40, fontWeight: 600 }}>{value}</div>
          <div style={{ color: COLORS.faint }}>{name}</div>
        </div>
      ))}
    </div>
  )
}

/** Long names are set smaller, so that they fit into two lines. */
function sizeOf(title: string): number {
  if (title.length <= 24) return 84
  return title.length <= 40 ? 64 : 50
}
