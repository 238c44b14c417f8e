/** Labels that Prometheus puts on every scraped series. */
export const TARGET_LABELS: readonly string[] = ["job", "instance"]

/**
 * Labels that scrapes of Kubernetes and of other service discoveries put on series, beside job and instance: a capture
 * cannot show them, and a rule from outside of the catalog may well use them.
 */
export const DISCOVERED_LABELS: readonly string[] =
  "namespace pod container endpoint service node cluster prometheus replica app component environment env stage region zone datacenter dc host hostname team tenant metrics_path".split(
    " ",
  )
