/** What the page of a target says beside what the code knows of it. */
export interface Guide {
  /** What has to be there before. */
  needs: string
  /** What is worth knowing about the files, one paragraph each. */
  about: readonly string[]
  /** What the format cannot do, or does differently from the operator target. */
  limits: readonly string[]
  /** Further commands, each with what it does. */
  more?: readonly (readonly [words: string, command: string])[]
}

/** By target id; a test sees to it that none is missing. */
export const GUIDES: Readonly<Record<string, Guide>> = {
  operator: {
    needs: "Prometheus Operator or kube-prometheus-stack, and Grafana with its dashboard sidecar.",
    about: [
      "One file for each entry. All other targets for Kubernetes start from these objects.",
      "exporterhub install applies the same objects with a plan before, and can roll back and uninstall.",
    ],
    limits: [],
  },
  prometheus: {
    needs: "A Prometheus whose files you edit, and an exporter that runs somewhere already.",
    about: [
      "Copy rules/ beside your prometheus.yml and take over scrape_configs and rule_files.",
      "exporterAddress says where Prometheus reaches the exporter.",
    ],
    limits: ["Nothing runs the exporter: this target has no workload."],
  },
  helm: {
    needs: "Helm 3.8 or newer, and the definitions of Prometheus Operator.",
    about: [
      "The chart is yours: your values are its defaults, and values.yaml describes each of them.",
      "values.schema.json refuses what the exporter could not work with, by name: helm install fails before anything is sent.",
      "Rules and dashboards lie outside of the templates, so {{ }} in them reaches Prometheus and Grafana byte for byte.",
      "The name of the release names all objects: at most 40 characters.",
    ],
    limits: [
      "Host names with letters beyond ASCII are not turned into punycode for the instance label.",
      "A Secret has to exist before; the values name it.",
    ],
    more: [
      [
        "Look at what would be installed:",
        "helm template redis-exporter bundle/redis-exporter-0.1.0.tgz --namespace monitoring",
      ],
      [
        "Change a value:",
        "helm upgrade redis-exporter bundle/redis-exporter-0.1.0.tgz --namespace monitoring --reuse-values --set parameters.address=redis://other:6379",
      ],
      ["Take it to a registry:", "helm push bundle/redis-exporter-0.1.0.tgz oci://registry.example.com/charts"],
    ],
  },
  kustomize: {
    needs: "kubectl, and the definitions of Prometheus Operator.",
    about: [
      "base/ holds the objects and is not meant to be edited: write the next version over it.",
      "overlays/example/ changes the namespace, the registry of the images, and the labels that your Prometheus asks for.",
    ],
    limits: ["The name of a ClusterRole keeps the namespace of the base."],
    more: [["Look at the example:", "kubectl kustomize bundle/overlays/example"]],
  },
  flux: {
    needs: "Flux 2.6 or newer, and a Git repository or an OCI registry that it can read.",
    about: [
      "Everything in deploy/ goes to the top of your source. For Git, commit it; for oci://, the command pushes it.",
      "flux.yaml makes Flux follow the source: it applies, waits, and removes what is no longer there.",
      "Dashboards contain references like those of Flux's postBuild substitution. Those objects are marked, so that Flux leaves them alone.",
    ],
    limits: ["The namespace of the install has to exist.", "Git is followed by branch, OCI by tag."],
    more: [["Let Flux look at once:", "flux reconcile kustomization redis-exporter --with-source"]],
  },
  argocd: {
    needs: "Argo CD, and a Git repository that it can read; OCI artifacts need Argo CD 3.1.",
    about: [
      "Everything in deploy/ goes to the top of your source. application.yaml makes Argo CD follow it.",
      "Sync waves: configuration and rights first, then the workload, then monitors and rules. Objects are applied server-side, as dashboards are too large for the other way.",
      "Deleting the Application takes away what it installed.",
    ],
    limits: ["The default is to sync, prune and heal by itself. Edit syncPolicy if you want to press the button."],
    more: [["Look at the state:", "argocd app get redis-exporter"]],
  },
  "grafana-operator": {
    needs: "grafana-operator 5, and Prometheus Operator.",
    about: [
      "The objects of Prometheus Operator, and a GrafanaDashboard for each dashboard. Its content stays in a ConfigMap.",
      "grafanaSelector has to match the labels of your Grafana object.",
      "The data source is a variable of the dashboard, so nothing has to be mapped.",
    ],
    limits: ["The ConfigMaps do not have the label of the sidecar, so that no dashboard is shown twice."],
  },
  perses: {
    needs: "perses-operator 0.3 or newer (perses.dev/v1alpha2), and Prometheus Operator.",
    about: [
      "Dashboards are rendered for Perses from the same model as those for Grafana.",
      "A data source of the bundle's own comes with them, reached through the proxy of Perses. It is not the default of your project.",
    ],
    limits: [
      "Bar charts have no thresholds in Perses.",
      "Units that Perses does not know are shown as plain numbers: hertz, degrees Celsius, nanoseconds, time from now.",
      "The content of panels is checked against Perses' own model by percli, not against the schemas of each plugin.",
    ],
  },
  victoriametrics: {
    needs: "VictoriaMetrics operator; 0.68 or newer for an entry that probes.",
    about: [
      "VMServiceScrape, VMPodScrape, VMProbe and VMRule instead of the objects of Prometheus Operator.",
      "If the definitions of Prometheus Operator are in your cluster, the VictoriaMetrics operator converts those by itself: take the operator target then.",
    ],
    limits: [
      "Rules are proven with Prometheus. vmalert reads them as MetricsQL, which differs in details such as rate().",
    ],
  },
  gmp: {
    needs: "Google Cloud Managed Service for Prometheus with managed collection.",
    about: [
      "PodMonitoring and Rules. Rules see only the series of their namespace; rulesScope=cluster makes them ClusterRules.",
      "The PodMonitoring is named after the job, since Google takes the job label from there.",
    ],
    limits: [
      "One install of an exporter in a namespace: two would have the same PodMonitoring.",
      "instance is the pod (for a DaemonSet the node) and its port, not the monitored server: Google forbids changing it. Alerts name the pod then.",
      "No probes, and no keep_firing_for: an entry that needs them is refused.",
    ],
  },
  mimir: {
    needs:
      "Grafana Mimir (or Cortex) with a ruler, mimirtool, and something that scrapes: Alloy or Prometheus as an agent.",
    about: [
      "Each rule file names its namespace in the ruler. The sync replaces this namespace and no other.",
      "agent.yml scrapes an exporter that runs already and writes to Mimir.",
      "Dashboards are as for the target prometheus.",
    ],
    limits: ["Nothing runs the exporter: this target has no workload."],
    more: [
      ["Scrape with Alloy:", "alloy run --config.format=prometheus bundle/agent.yml"],
      ["Scrape with Prometheus:", "prometheus --agent --config.file=bundle/agent.yml"],
    ],
  },
  airgap: {
    needs: "docker, podman or ctr on both sides of the gap, and kubectl behind it.",
    about: [
      "The archive has the manifests, images.txt, and scripts. It has no image inside: save-images.sh fetches them where a network is.",
      "With registry, the manifests name the images there, and load-images.sh --push brings them there.",
    ],
    limits: [
      "Images lose their digest on the way, so the manifests name them by tag.",
      "Without registry, the images have to be loaded on every node.",
    ],
    more: [
      [
        "On the side with a network:",
        "tar -xf bundle/redis-exporter-airgap.tar && redis-exporter-airgap/save-images.sh",
      ],
    ],
  },
}
