/** The address before there were versions. */
export function GET() {
  return new Response(null, { status: 308, headers: { Location: "/api/v1/entries" } })
}
