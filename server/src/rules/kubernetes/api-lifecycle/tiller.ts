import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import { commandWords } from '../../../kubernetes/commands.js';
import type { Manifest, PodSpec } from '../../../kubernetes/model.js';
import { imageOf } from '../../../kubernetes/retired-programs.js';
import { workloadsOf } from '../../../kubernetes/workloads.js';
import type { YamlValue } from '../../../yaml/value.js';
import { replaceDocument } from '../replace-document.js';

export const tiller: Rule = {
  id: 'tiller',
  title: 'Tiller, the server of Helm 2',
  severity: 'error',
  on: true,
  standards: { cwe: [306, 1104] },
  aliases: {
    trivy: ['KSV-0102'],
    kics: [
      '6d173be7-545a-46c6-a81d-2ae52ed1605d', '8b862ca9-0fbd-4959-ad72-b6609bdaa22d', 'e17fa86a-6222-4584-a914-56e8f6c87e06',
    ], // prettier-ignore
    checkov: ['CKV_K8S_34', 'CKV_K8S_44', 'CKV_K8S_45'],
    kyverno: ['disallow-helm-tiller'],
  },

  *podSpec(podSpec) {
    const at = tillerIn(podSpec);
    if (!at) return;
    yield {
      at: at.image,
      message: at.isLocal
        ? say`Tiller has got no fixes since 2020, and acts for whoever reaches its port with all its rights, mostly those of an administrator.`
        : say`Tiller takes orders from every pod, without a login, and carries them out with all its rights, mostly those of an administrator.`,
      fixes: removed(podSpec.manifest),
    };
  },

  *workspace(manifest, workspace) {
    if (manifest.kind !== 'Service' || manifest.apiVersion !== 'v1') return;
    const selector = manifest.value.get('spec', 'selector');
    if (manifest.name !== 'tiller-deploy' && !isLabelled(selector)) return;
    // Where Tiller itself stands, it is the one to speak of.
    if (workloadsOf(workspace).some(({ podSpec }) => podSpec && tillerIn(podSpec))) return;
    yield {
      at: manifest.value.get('metadata', 'name'),
      message: say`The Service leads every pod to Tiller, which takes orders without a login and carries them out with the rights of an administrator.`,
      fixes: removed(manifest),
    };
  },
};

interface Found {
  readonly image: YamlValue;
  /** Whether only the containers of its own pod reach it. */
  readonly isLocal: boolean;
}

function tillerIn({ containers, metadata }: PodSpec): Found | undefined {
  const container =
    containers.find((one) => imageOf('tiller', one)) ??
    (isLabelled(metadata.get('labels')) ? containers[0] : undefined);
  if (!container) return undefined;
  const isLocal = commandWords(container).some(({ text }) =>
    /^-{1,2}listen=(localhost|127\.0\.0\.1):/.test(text ?? ''),
  );
  return { image: container.value.get('image'), isLocal };
}

/** The labels that `helm init` gave to Tiller. */
const isLabelled = (labels: YamlValue): boolean => labels.get('app').is('helm') && labels.get('name').is('tiller');

function removed(manifest: Manifest): readonly Fix[] {
  const changes = replaceDocument(manifest, '');
  return changes ? [{ title: say`Remove the ${manifest.kind}`, applicability: 'placeholder', changes }] : [];
}
