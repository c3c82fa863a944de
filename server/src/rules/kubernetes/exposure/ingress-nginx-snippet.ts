import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { isIngress } from '../../../kubernetes/services.js';
import { remove, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const ingressNginxSnippet: Rule = {
  id: 'ingress-nginx-snippet',
  title: 'Own configuration for a shared nginx',
  severity: 'warning',
  on: true,
  standards: { cwe: [94] },
  aliases: {
    trivy: ['KCV-0093'],
    checkov: ['CKV_K8S_152', 'CKV_K8S_153', 'CKV_K8S_154'],
    kubescape: ['C-0059'],
    kyverno: ['check-ingress-nginx-controller-version-and-annotation-policy'],
  },

  *manifest(manifest) {
    const { kind, apiVersion, value } = manifest;
    if (isIngress(manifest)) {
      for (const entry of value.get('metadata', 'annotations').entries) {
        if (snippet.test(entry.name) && entry.value.text !== undefined) yield* judge(entry.value);
      }
    } else if (kind === 'ConfigMap' && apiVersion === 'v1') {
      yield* allowed(value.get('data'));
    }
  },
};

const snippet = /^nginx\.ingress\.kubernetes\.io\/(configuration|server|auth|stream|modsecurity)-snippet$/;

/** Directives that reach beyond the own routes: programs, files, other hosts (the word list that ingress-nginx suggests to block). */
const farReaching = /_by_lua|\blua_|\bload_module\b|\balias\b|\broot\b|\bproxy_pass\b|serviceaccount/;

function* judge(annotation: YamlValue): Iterable<Problem> {
  const found = farReaching.exec(annotation.text ?? '')?.[0];
  yield {
    at: annotation.key,
    message:
      found === undefined
        ? say`Where the controller allows snippets, they are pasted into the nginx that all teams share: whoever may write one can read every Secret that the controller can (CVE-2021-25742).`
        : say`Where the controller allows snippets, this one runs in the nginx of all teams and says '${found}': it can hand out the controller's token, and with it the Secrets that it reads (CVE-2021-25742).`,
    fixes: without(annotation, say`Remove the snippet`),
  };
}

/** The two settings of the controller that let snippets through: off since release 1.9, and below Critical since 1.12. */
function* allowed(data: YamlValue): Iterable<Problem> {
  const allow = data.get('allow-snippet-annotations');
  const risk = data.get('annotations-risk-level');
  if (allow.is('true')) {
    yield {
      at: allow,
      severity: 'error',
      message: say`Whoever may write an Ingress may write into the controller's nginx, and read every Secret that the controller can (CVE-2021-25742).`,
      fixes: forbid(allow, risk),
    };
  } else if (risk.is('Critical')) {
    yield {
      at: risk,
      message: say`The controller takes annotations of the highest risk: whoever may write an Ingress may change the nginx that all teams share.`,
      fixes: without(risk, say`Remove annotations-risk-level`),
    };
  }
}

function forbid(allow: YamlValue, risk: YamlValue): readonly Fix[] {
  const isCritical = risk.is('Critical');
  return unlessShared(isCritical ? [allow, risk] : [allow], [
    {
      title: say`Forbid snippets`,
      applicability: 'hardening',
      preferred: false,
      changes: () => [set(allow, 'false'), ...(isCritical ? [remove(risk)] : [])],
    },
  ]);
}

function without(value: YamlValue, title: Fix['title']): readonly Fix[] {
  return unlessShared(
    [value],
    [{ title, applicability: 'hardening', preferred: false, changes: () => [remove(value)] }],
  );
}
