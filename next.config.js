const development = process.env.NODE_ENV === "development"

/**
 * Scripts and styles come from this origin only. Pages are static, so they cannot carry nonces: Next's own inline scripts
 * need 'unsafe-inline' until their hashes are known at build time. Development tools evaluate code and inject styles.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `script-src 'self' 'unsafe-inline'${development ? " 'unsafe-eval'" : ""}`,
  `style-src 'self'${development ? " 'unsafe-inline'" : ""}`,
  "img-src 'self' data:",
  "font-src 'self'",
  `connect-src 'self'${development ? " ws:" : ""}`,
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ")

/** @type {import("next").NextConfig} */
export default {
  agentRules: false,
  poweredByHeader: false,
  images: { unoptimized: true },
  turbopack: { root: import.meta.dirname },
  // Thousands of icons: loaded once at run time instead of being bundled into every page.
  serverExternalPackages: ["simple-icons"],
  devIndicators: false,
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "Content-Security-Policy", value: CONTENT_SECURITY_POLICY },
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "X-Frame-Options", value: "DENY" },
        { key: "Referrer-Policy", value: "no-referrer" },
        { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
        { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
        { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), browsing-topics=()" },
      ],
    },
    // Without a script its form is posted by the browser, which says where it comes from only under this policy.
    { source: "/lint", headers: [{ key: "Referrer-Policy", value: "same-origin" }] },
  ],
}
