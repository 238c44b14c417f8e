import Link from "next/link"
import { metricLink } from "@/app/components/metric-link"
import { PromqlText } from "@/app/components/promql"
import { Section } from "@/app/components/section"
import tables from "@/app/components/table.module.css"
import { TableScroll } from "@/app/components/table-scroll"
import type { Dashboard, Entry } from "@/lib/catalog/entry"

/** What can be chosen above the dashboard, and where the choices come from. */
export function Variables({ entry, dashboard }: { entry: Entry; dashboard: Dashboard }) {
  return (
    <Section id="variables" title="Variables">
      <TableScroll>
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">Variable</th>
              <th scope="col">Shown as</th>
              <th scope="col">Values of the label</th>
              <th scope="col">On</th>
              <th scope="col">Several</th>
            </tr>
          </thead>
          <tbody>
            {dashboard.variables.map(({ name, label, metric, values, multi }) => {
              const { href } = metricLink(entry, /^[^{\s]*/.exec(metric)?.[0] ?? metric)
              return (
                <tr key={name}>
                  <th scope="row">
                    <code>${name}</code>
                  </th>
                  <td>{label ?? name}</td>
                  <td>
                    <code>{values}</code>
                  </td>
                  <td>
                    {href === undefined ? (
                      <PromqlText>{metric}</PromqlText>
                    ) : (
                      <Link href={href as never} prefetch={false}>
                        <PromqlText>{metric}</PromqlText>
                      </Link>
                    )}
                  </td>
                  <td>{multi ? "yes, or all" : "one"}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </TableScroll>
    </Section>
  )
}
