import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import type { Container } from '../../../kubernetes/model.js';
import { remove, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { nameContainers } from '../wording.js';

export const windowsHostProcess: Rule = {
  id: 'windows-host-process',
  title: 'Container is a process of its Windows node',
  severity: 'error',
  on: true,
  standards: { podSecurity: 'baseline', cis: ['5.2.10'], nsa: 'Kubernetes Pod security', cwe: [250] },
  aliases: {
    trivy: ['KSV-0103'],
    kubescape: ['C-0202'],
    polaris: ['hostProcess'],
    kyverno: ['disallow-host-process'],
  },

  *podSpec({ value, securityContext, containers }) {
    const common = securityContext.get('windowsOptions', 'hostProcess');
    const own = containers.map((container) => ({
      container,
      word: container.securityContext.get('windowsOptions', 'hostProcess'),
    }));
    // The API takes a pod only if all of its containers agree, so that they change together.
    const places = [common, ...own.map(({ word }) => word)].filter((word) => word.is(true));
    const fixes = isolate(places, value.get('hostNetwork'));

    if (common.is(true)) yield hostProcessAt(common, containers, fixes);
    for (const { container, word } of own) if (word.is(true)) yield hostProcessAt(word, [container], fixes);
  },
};

function hostProcessAt(at: YamlValue, affected: readonly Container[], fixes: readonly Fix[]): Problem {
  const message = say`'hostProcess: true' runs ${nameContainers(affected)} on the Windows node itself, without isolation: whoever breaks in is on the node.`;
  return { at, message, fixes };
}

function isolate(places: readonly YamlValue[], network: YamlValue): readonly Fix[] {
  const changes = () => places.map((place) => set(place, false));
  const alone: Fix = {
    title: say`Set hostProcess to false everywhere`,
    applicability: 'hardening',
    preferred: false,
    changes,
  };
  // HostProcess containers must use the node's network; others need not.
  const whole: Fix = {
    title: say`Set hostProcess to false everywhere and remove hostNetwork`,
    applicability: 'hardening',
    preferred: false,
    changes: () => [...changes(), remove(network)],
  };
  return network.is(true) ? unlessShared([...places, network], [whole, alone]) : unlessShared(places, [alone]);
}
