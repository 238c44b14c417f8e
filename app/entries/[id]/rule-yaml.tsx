import { CopyButton } from "@/app/components/copy-button"
import { Section } from "@/app/components/section"
import { Yaml } from "@/app/components/yaml"
import { plainRule } from "@/app/plain-rule"
import { toYaml } from "@/lib/bundle/yaml"
import type { Alert, Recording } from "@/lib/catalog/entry"
import styles from "./rule-yaml.module.css"

/** Rules as YAML, to be taken into a rule file of one's own. */
export function RuleYaml({ rules }: { rules: readonly (Alert | Recording)[] }) {
  const text = toYaml(rules.map(plainRule))
  return (
    <Section id="yaml" title="As YAML" lead="As it stands in a group of a rule file.">
      <div className={styles.box}>
        <div className={styles.copy}>
          <CopyButton text={text} what="the rule as YAML" />
        </div>
        <Yaml>{text}</Yaml>
      </div>
    </Section>
  )
}
