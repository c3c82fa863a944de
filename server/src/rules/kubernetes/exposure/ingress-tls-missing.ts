import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule, Workspace } from '../../../engine/rule.js';
import { mayHoldMore } from '../../../kubernetes/lists.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { isIngress } from '../../../kubernetes/services.js';
import { add, placeholder, set, type YamlData } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const ingressTlsMissing: Rule = {
  id: 'ingress-tls-missing',
  title: 'Entry from outside without TLS',
  severity: 'info',
  on: true,
  standards: { cwe: [319] },
  aliases: {
    kics: ['69bbc5e3-0818-4150-89cc-1e989b48f23b'],
    kubescape: ['C-0263'],
    polaris: ['tlsSettingsMissing'],
    sonar: ['S5332'],
    kyverno: ['require-ingress-https', 'ingress-host-match-tls'],
  },

  *manifest(manifest) {
    if (isIngress(manifest) && !endsTlsElsewhere(manifest.value)) yield* uncovered(manifest);
  },

  *workspace(manifest, workspace) {
    if (manifest.kind === 'Gateway' && manifest.apiVersion.startsWith('gateway.networking.k8s.io/')) {
      yield* plainListener(manifest, workspace);
    }
  },
};

/** Annotations by which a load balancer, a controller or the program behind it ends TLS without a word in `spec.tls`. */
const tlsAnnotation =
  /certificate|pre-shared-cert|ssl-cert|frontend-?config|router\.tls$|ssl-passthrough|route\.openshift\.io\/termination|ingress\.allow-http$|acme-http|konghq\.com\/protocols$/i;

function endsTlsElsewhere(value: YamlValue): boolean {
  const annotations = value.get('metadata', 'annotations');
  if (annotations.opaque || annotations.get('\0').opaque) return true;
  return annotations.entries.some(
    ({ name, value }) => value.opaque || tlsAnnotation.test(name) || /websecure|"HTTPS"/.test(value.text ?? ''),
  );
}

function* uncovered(manifest: Manifest): Iterable<Problem> {
  const { value } = manifest;
  const tls = value.get('spec', 'tls');
  const rules = value.get('spec', 'rules');
  if (mayHoldMore(tls) || rules.opaque) return;
  const hosts = rules.items.map((rule) => rule.get('host'));
  if (tls.items.length === 0) {
    if (hosts.length === 0 && !value.get('spec', 'defaultBackend').exists && !value.get('spec', 'backend').exists)
      return;
    const names = hosts.flatMap(({ text }) => text ?? []);
    yield {
      at: value.get('spec').key,
      message: say`Nothing in this Ingress asks for TLS: who is on the way between the clients and it reads passwords and cookies, and can change what they see.`,
      fixes: hosts.some(({ opaque }) => opaque) ? [] : encrypted(tls, names, manifest.name ?? 'NAME'),
    };
    return;
  }
  // An entry without hosts stands for all of them.
  const lists = tls.items.map((item) => item.get('hosts'));
  if (lists.some((list) => mayHoldMore(list) || list.items.length === 0)) return;
  const known = lists.flatMap((list) => list.items.flatMap(({ text }) => text ?? []));
  for (const host of hosts) {
    const { text } = host;
    if (text === undefined || known.some((name) => covers(name, text))) continue;
    yield {
      at: host,
      message: say`No certificate of this Ingress is for '${text}': its clients get a wrong one or no TLS at all.`,
      fixes: encrypted(tls, [text], text.replace('*', 'wildcard').replaceAll('.', '-')),
    };
  }
}

function covers(name: string, host: string): boolean {
  return name === host || (name.startsWith('*.') && host.slice(host.indexOf('.')) === name.slice(1));
}

function encrypted(tls: YamlValue, hosts: readonly string[], name: string): readonly Fix[] {
  const unique = [...new Set(hosts)].filter((host) => host !== '');
  const item: YamlData = {
    ...(unique.length > 0 && { hosts: unique }),
    secretName: placeholder(`${name}-tls`),
  };
  return unlessShared(
    [tls],
    [
      {
        title: say`Add a TLS entry with a certificate from a Secret`,
        applicability: 'placeholder',
        changes: () => [tls.isList ? add(tls, item) : set(tls, [item])],
      },
    ],
  );
}

/** A Gateway of which no listener speaks TLS, unless a route sends its clients on to one that does. */
function* plainListener(gateway: Manifest, workspace: Workspace): Iterable<Problem> {
  const listeners = gateway.value.get('spec', 'listeners');
  if (mayHoldMore(listeners)) return;
  const protocols = listeners.items.map((listener) => listener.get('protocol'));
  const plain = protocols.find((protocol) => protocol.is('HTTP'));
  if (!plain || protocols.some((protocol) => protocol.opaque || /^(HTTPS|TLS)$/.test(protocol.text ?? ''))) return;
  if (workspace.ofKind('HTTPRoute').some((route) => redirects(route, gateway))) return;
  yield {
    at: plain,
    message: say`The Gateway speaks plain HTTP only: who is on the way between the clients and it reads passwords and cookies, and can change what they see.`,
  };
}

function redirects({ value }: Manifest, { name }: Manifest): boolean {
  const isBound = value.get('spec', 'parentRefs').items.some((parent) => parent.get('name').text === name);
  return (
    isBound &&
    value
      .get('spec', 'rules')
      .items.flatMap((rule) => rule.get('filters').items)
      .some((filter) => filter.get('requestRedirect', 'scheme').is('https'))
  );
}
