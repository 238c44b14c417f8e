import { answer } from "@/app/api/problem"
import { readProposal } from "./read-proposal"

/** Opens a pull request with the files of a draft, as whoever the bearer token belongs to; a repeated request makes no second one. */
export function POST(request: Request) {
  return answer(async () => Response.json(await (await readProposal(request)).open()))
}
