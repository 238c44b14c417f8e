// The address before there were versions: it stands in users' pipelines, so it answers as ever.
export { GET } from "@/app/api/v1/bundle/download/route"
