import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { isIngress } from '../../../kubernetes/services.js';

export const ingressWildcardHost: Rule = {
  id: 'ingress-wildcard-host',
  title: 'Ingress for any host name',
  severity: 'info',
  on: false,
  standards: { cwe: [183] },
  aliases: {
    kyverno: ['restrict-ingress-wildcard', 'disallow-empty-ingress-host', 'restrict-ingress-defaultbackend'],
  },

  *manifest(manifest) {
    if (!isIngress(manifest)) return;
    const spec = manifest.value.get('spec');
    for (const rule of spec.get('rules').items) {
      const host = rule.get('host');
      if (host.opaque) continue;
      if (!host.exists || host.is('')) {
        yield {
          at: host,
          message: say`A rule without a host takes requests for every name: also for those that belong to another team, or to nobody yet.`,
        };
      } else if (host.text?.startsWith('*')) {
        yield {
          at: host,
          message: say`'${host.text}' takes requests for every name below it: also for those that belong to another team, or to nobody yet.`,
        };
      }
    }
    for (const backend of [spec.get('defaultBackend'), spec.get('backend')]) {
      if (!backend.exists || backend.opaque) continue;
      yield {
        at: backend.key,
        message: say`The default backend gets every request that no rule takes, whatever its host name: names that point here by mistake end in it.`,
      };
    }
  },
};
