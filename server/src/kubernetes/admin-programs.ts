/**
 * Programs that rule a cluster or what it runs, by the names that their own manifests and charts give to Services and labels (read on
 * 2026-11-21: Kubernetes Dashboard, Argo CD and Workflows, Kubeflow, Weave Scope, Helm 2, Prometheus, Alertmanager, Jenkins).
 */
const programs: readonly (readonly [names: RegExp, program: string])[] = [
  [/^(kubernetes|k8s)-dashboard(-\w+)*$/, 'The Kubernetes dashboard'],
  [/^(argocd-server|argo-cd-argocd-server|([\w-]+-)?argocd-server)$/, 'Argo CD'],
  [/^(argo-server|argo-ui|([\w-]+-)?argo-workflows-server)$/, 'Argo Workflows'],
  [/^(centraldashboard|ml-pipeline-ui|kubeflow-dashboard|jupyter-web-app(-service)?)$/, 'Kubeflow'],
  [/^weave-scope(-app)?$/, 'Weave Scope, which asks for no login by default,'],
  [/^tiller(-deploy)?$/, 'Tiller, which asks for no login by default,'],
  [/^(prometheus|alertmanager)(-(server|operated|k8s|main))?$/, 'Prometheus, which asks for no login by default,'],
  [/^([\w-]+-)?jenkins(-(agent|master|controller|ui))?$/, 'Jenkins'],
];

/** The program that one of these names stands for, as the subject of a sentence. */
export function sensitiveProgram(names: readonly string[]): string | undefined {
  return programs.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1];
}
