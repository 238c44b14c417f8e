/** The address before there were versions. */
export function GET(request: Request) {
  return new Response(null, { status: 308, headers: { Location: `/api/v1/search${new URL(request.url).search}` } })
}
