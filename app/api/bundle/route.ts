// The address before there were versions; links of the site and of users' pipelines keep working.
export { GET } from "@/app/api/v1/bundle/route"
