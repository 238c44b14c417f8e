import { z } from "zod"

/** zod tries whether it may compile code, which the policy of the site refuses and reports; it parses as well without. */
z.config({ jitless: true })
