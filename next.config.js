const isDevelopment = process.env.NODE_ENV === "development"

/** For `next dev` only, whose tools evaluate code and inject styles: what a built site sends is made in server/. */
const DEVELOPMENT_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self' ws:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
].join("; ")

/** @type {import("next").NextConfig} */
export default {
  agentRules: false,
  poweredByHeader: false,
  // server/ compresses and marks answers, once for all who ask.
  compress: false,
  generateEtags: false,
  // Every page is sent in one piece with its metadata in the head, to browsers as to crawlers.
  htmlLimitedBots: /.*/,
  // The preview of a draft takes its files along, captures included.
  experimental: { serverActions: { bodySizeLimit: "6mb" } },
  images: { unoptimized: true },
  turbopack: { root: import.meta.dirname },
  // Thousands of icons: loaded once at run time instead of being bundled into every page.
  serverExternalPackages: ["simple-icons"],
  devIndicators: false,
  // Pages have other forms under their own paths: as Markdown, and as the picture that stands beside a link to them.
  rewrites: async () => ({
    beforeFiles: [
      { source: "/:path(.*)\\.md", destination: "/markdown/:path" },
      { source: "/opengraph-image.png", destination: "/og" },
      { source: "/:path(.*)/opengraph-image.png", destination: "/og/:path" },
    ],
  }),
  headers: async () =>
    isDevelopment
      ? [{ source: "/:path*", headers: [{ key: "Content-Security-Policy", value: DEVELOPMENT_POLICY }] }]
      : [],
}
