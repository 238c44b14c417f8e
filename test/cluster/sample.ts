import type { KubeObject } from "@/lib/bundle/kube-object"

/** What the sample's Deployment is like. */
export interface SampleOptions {
  name?: string
  image?: string
  /** A Secret that the container needs (key `password`). */
  secret?: string
  /** Whether the dashboard is part of it. */
  dashboard?: boolean
  threshold?: number
}

/** The objects of a small but complete bundle, of the kinds that real bundles have. */
export function sample({
  name = "redis",
  image = "example.test/redis_exporter:1",
  secret,
  dashboard = true,
  threshold = 1,
}: SampleOptions = {}): KubeObject[] {
  const labels = { "app.kubernetes.io/name": name, "app.kubernetes.io/managed-by": "exporterhub" }
  const meta = { name, labels }
  const container = {
    name: "exporter",
    image,
    ports: [{ name: "metrics", containerPort: 9121, protocol: "TCP" }],
    resources: { requests: { cpu: "10m", memory: "32Mi" } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] }, readOnlyRootFilesystem: true },
    ...(secret
      ? { env: [{ name: "REDIS_PASSWORD", valueFrom: { secretKeyRef: { name: secret, key: "password" } } }] }
      : {}),
  }
  const pod = {
    automountServiceAccountToken: false,
    serviceAccountName: name,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    containers: [container],
  }
  const selector = { "app.kubernetes.io/name": name }
  const rule = {
    alert: "RedisDown",
    expr: `redis_up < ${threshold}`,
    for: "5m",
    labels: { severity: "critical" },
    annotations: { summary: "Redis is down" },
  }
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata: meta, automountServiceAccountToken: false },
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: meta,
      spec: {
        replicas: 1,
        selector: { matchLabels: selector },
        template: { metadata: { labels: selector }, spec: pod },
      },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: meta,
      spec: { selector, ports: [{ name: "metrics", port: 9121, targetPort: "metrics", protocol: "TCP" }] },
    },
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: meta,
      spec: {
        podSelector: { matchLabels: selector },
        policyTypes: ["Ingress"],
        ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: 9121, protocol: "TCP" }] }],
      },
    },
    {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "ServiceMonitor",
      metadata: meta,
      spec: { selector: { matchLabels: selector }, endpoints: [{ port: "metrics", interval: "30s" }] },
    },
    {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PrometheusRule",
      metadata: meta,
      spec: { groups: [{ name: "redis", rules: [rule] }] },
    },
    ...(dashboard
      ? [
          {
            apiVersion: "v1",
            kind: "ConfigMap",
            metadata: { name: `${name}-dashboard`, labels: { ...labels, grafana_dashboard: "1" } },
            data: { "redis.json": JSON.stringify({ title: "Redis", panels: [] }, null, 2) },
          },
        ]
      : []),
  ]
}
