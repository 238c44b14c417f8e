/** The address before there were versions. */
export async function GET(_request: Request, { params }: RouteContext<"/api/entries/[id]">) {
  const id = encodeURIComponent((await params).id)
  return new Response(null, { status: 308, headers: { Location: `/api/v1/entries/${id}` } })
}
