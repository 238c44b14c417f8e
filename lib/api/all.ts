import type { Endpoint, EndpointDocs } from "./endpoint"
import { bundleEndpoints } from "./endpoints/bundle"
import { catalogEndpoints } from "./endpoints/catalog"
import { dashboardEndpoints } from "./endpoints/dashboards"
import { entryEndpoints } from "./endpoints/entries"
import { indexEndpoint } from "./endpoints/index-page"
import { metricEndpoints } from "./endpoints/metrics"
import { ruleEndpoints } from "./endpoints/rules"
import { searchEndpoints } from "./endpoints/search"

const things: readonly Endpoint[] = [
  ...searchEndpoints,
  ...entryEndpoints,
  ...ruleEndpoints,
  ...dashboardEndpoints,
  ...metricEndpoints,
  ...catalogEndpoints,
]

const index = indexEndpoint([...things, ...bundleEndpoints])

/** Everything that is answered from the hub alone, in the order of the reference. */
export const endpoints: readonly Endpoint[] = [...things, index]

/** Everything that the reference describes. */
export const documentedEndpoints: readonly EndpointDocs[] = [...things, ...bundleEndpoints, index]
