import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { imageOf } from '../../../kubernetes/retired-programs.js';
import { workloadsOf } from '../../../kubernetes/workloads.js';

export const ingressNginxRetired: Rule = {
  id: 'ingress-nginx-retired',
  title: 'Ingress controller that gets no more fixes',
  severity: 'warning',
  on: true,
  standards: { cwe: [1104] },
  aliases: { kubescape: ['C-0292'], kyverno: ['check-ingress-nginx-controller-version-and-annotation-policy'] },

  *container(container) {
    if (!imageOf('ingressNginx', container)) return;
    yield {
      at: container.value.get('image'),
      message: say`This controller, ingress-nginx, was retired on 24 March 2026: holes in what faces the internet and reads the cluster's Secrets stay open.`,
    };
  },

  *workspace({ kind, value }, workspace) {
    if (kind !== 'IngressClass' || !value.get('spec', 'controller').is('k8s.io/ingress-nginx')) return;
    // Where the controller stands, it is the one to speak of.
    const isHere = workloadsOf(workspace).some(({ podSpec }) =>
      podSpec?.containers.some((container) => imageOf('ingressNginx', container)),
    );
    if (isHere) return;
    yield {
      at: value.get('spec', 'controller'),
      message: say`The controller of this class, ingress-nginx, was retired on 24 March 2026: unless it is a fork that somebody cares for, its holes stay open.`,
    };
  },
};
