/** @type {import("next").NextConfig} */
export default {
  agentRules: false,
  poweredByHeader: false,
  images: { unoptimized: true },
  turbopack: { root: import.meta.dirname },
}
