/** Rule files that promtool 2.42 accepts, in the many ways in which YAML can be written; mutations start from them. */
export const SEEDS: readonly string[] = [
  `groups:
- name: node
  interval: 30s
  limit: 10
  rules:
  - alert: InstanceDown
    expr: up == 0
    for: 5m
    keep_firing_for: 10m
    labels:
      severity: critical
    annotations:
      summary: "{{ $labels.instance }} is down"
      description: '{{ $value | humanize }} it''s gone'
  - record: job:up:sum
    expr: sum by (job) (up)
    labels: {team: infra, "tier": '1'}
`,
  `# a comment
groups:
  # another one
  - name: a   # behind a value
    rules:
      - alert: A
        expr: |
          sum by (job) (rate(http_requests_total{code=~"5.."}[5m]))
            / sum by (job) (rate(http_requests_total[5m]))
          > 0.05

        for: 10m
        annotations:
          summary: >-
            Many errors of
            {{ $labels.job }}
          text: |+
            kept

      - alert: B
        expr: >
          absent(up{job="x"})
        labels:
          severity: warning
          number: 1
          empty: ""
  - name: b
    rules: []
`,
  `---
groups:
- name: "quoted \\u0041 \\n text"
  rules:
  - {alert: Flow, expr: 'up{a="b"} == 0', for: 1h30m, labels: {severity: page}, annotations: {a: "b, c", d: "["}}
`,
  `groups:
- &g
  name: anchors
  rules:
  - &r
    alert: One
    expr: vector(1)
    labels: &labels
      severity: info
      team: a
    annotations: {}
  - <<: *r
    alert: Two
  - alert: Three
    expr: vector(2)
    labels:
      <<: *labels
      team: b
  - record: three
    expr: "1"
    labels: *labels
- <<: *g
  name: merged
`,
  `{"groups": [{"name": "json", "rules": [
  {"alert": "J", "expr": "up == 0\\n  or absent(up)", "for": "5m",
   "labels": {"severity": "critical"}, "annotations": {"summary": "a \\"b\\" {{ $value }}"}},
  {"record": "a:b", "expr": "sum(up)"}
]}]}
`,
  `groups:
    -
        name: wide
        rules:
            -
                alert: W
                expr:
                    up
                    == 0
                labels:
                    ? severity
                    : critical
            - alert:   Spaces
              expr:    "up   ==
                1"
              annotations:
                a: !!str 5
                b: plain over
                  two lines
                c:
                d: ~
`,
  "groups:\r\n- name: crlf\r\n  rules:\r\n  - alert: C\r\n    expr: |-\r\n      up\r\n        == 0\r\n    annotations:\r\n      a: 'x\r\n        y'\r\n",
  `groups:
- name: ends
  rules:
  - record: x
    expr: time()
...
---
ignored: [
`,
]
