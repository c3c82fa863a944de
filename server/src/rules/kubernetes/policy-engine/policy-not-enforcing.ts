import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { mayHoldMore } from '../../../kubernetes/lists.js';
import type { Manifest } from '../../../kubernetes/model.js';
import type { Located } from '../../../text/span.js';
import { rewrite, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const policyNotEnforcing: Rule = {
  id: 'policy-not-enforcing',
  title: 'Policy that refuses nothing',
  severity: 'info',
  on: true,
  standards: { cwe: [693] },
  aliases: { trivy: ['KSV-0124'], kubescape: ['C-0036', 'C-0039', 'C-0192'] },

  *manifest(manifest) {
    const group = manifest.apiVersion.slice(0, manifest.apiVersion.indexOf('/'));
    yield* checks[group]?.(manifest) ?? [];
  },
};

/** What is looked at, by the group of the API. */
const checks: Readonly<Record<string, ((manifest: Manifest) => Iterable<Problem>) | undefined>> = {
  'kyverno.io': kyverno,
  'policies.kyverno.io': ({ value }) => actions(value.get('spec', 'validationActions')),
  'constraints.gatekeeper.sh': gatekeeper,
  'admissionregistration.k8s.io': admission,
};

/** Where Kyverno says what to do: for the whole policy or, since 1.13, for each rule, which then counts (API reference of kyverno.io/v1). */
function* kyverno({ kind, value }: Manifest): Iterable<Problem> {
  if (!/^(Cluster)?Policy$/.test(kind)) return;
  const spec = value.get('spec');
  const whole = spec.get('validationFailureAction');
  const rules = spec.get('rules');
  const checks = rules.items
    .flatMap((rule) => [rule.get('validate'), ...rule.get('verifyImages').items])
    .filter(isWritten);
  // A policy that only changes or makes objects forbids nothing.
  if (rules.items.length > 0 && checks.length === 0) return;
  // Where it refuses in some namespaces, somebody has thought about the others.
  const overrides = [spec.get('validationFailureActionOverrides')];
  overrides.push(...checks.map((check) => check.get('failureActionOverrides')));
  if (overrides.some((list) => list.opaque || list.items.some((item) => !isAudit(item.get('action'))))) return;

  const actions = checks.map((check) => check.get('failureAction'));
  const isLeftToPolicy = checks.length === 0 || !actions.every(isWritten);
  for (const place of [...(isLeftToPolicy ? [whole] : []), ...actions].filter(isAudit)) {
    yield reporting(place, place, place.is('audit') ? 'enforce' : 'Enforce');
  }
  // To report is also what it does where nothing is said.
  const isSilent = checks.length > 0 && ![whole, ...actions].some(isWritten);
  if (isSilent && !mayHoldMore(rules)) yield reporting(rules.key, whole, 'Enforce');
}

const isWritten = ({ exists, opaque }: YamlValue): boolean => exists || opaque;

const isAudit = ({ text }: YamlValue): boolean => /^audit$/i.test(text ?? '');

function* gatekeeper({ kind, value }: Manifest): Iterable<Problem> {
  const action = value.get('spec', 'enforcementAction');
  if (isMild(action)) yield reporting(action, action, 'deny');
  const scoped = value.get('spec', 'scopedEnforcementActions');
  const isScoped = action.is('scoped') && scoped.items.length > 0 && !mayHoldMore(scoped);
  if (isScoped && scoped.items.every((item) => isMild(item.get('action')))) yield { at: scoped.key, message: reports };
  if (kind !== 'K8sAllowedRepos') return;
  for (const repo of value.get('spec', 'parameters', 'repos').items) {
    if (repo.text === '')
      yield { at: repo, message: say`An empty entry allows every image, because each name begins with nothing.` };
    else if (repo.text !== undefined && isAmbiguous(repo.text)) yield ambiguous(repo, repo.text);
  }
}

const isMild = (action: YamlValue): boolean => action.is('dryrun') || action.is('warn');

/** Gatekeeper compares beginnings of texts; an entry with a port, a tag or a digest leaves little to add. */
const isAmbiguous = (repo: string): boolean => /[^/\s]$/.test(repo) && !/[:@][^/]*$/.test(repo);

function ambiguous(repo: YamlValue, text: string): Problem {
  const hasPath = text.includes('/');
  const other = hasPath ? `${text}-evil` : `${text}.evil.example`;
  const fix: Fix = {
    title: say`Write '${text}/'`,
    // What is no registry may be one image, whose name the slash would no longer fit.
    applicability: hasPath || !text.includes('.') ? 'placeholder' : 'hardening',
    changes: () => [rewrite(repo, `${text}/`)],
  };
  return {
    at: repo,
    message: say`'${text}' allows every image whose name begins so, from '${other}', too: an attacker can have that one.`,
    fixes: unlessShared([repo], [fix]),
  };
}

function* admission({ kind, value }: Manifest): Iterable<Problem> {
  if (kind === 'ValidatingAdmissionPolicyBinding') yield* actions(value.get('spec', 'validationActions'));
  if (!/^(Validating|Mutating)WebhookConfiguration$/.test(kind)) return;
  for (const webhook of value.get('webhooks').items) {
    const policy = webhook.get('failurePolicy');
    const names = [value.get('metadata', 'name'), webhook.get('name')];
    if (!policy.is('Ignore') || !names.some(({ text }) => guards.test(text ?? ''))) continue;
    yield {
      at: policy,
      message: say`While the webhook does not answer, everything is let in unchecked: an attacker who can keep it busy gets past it.`,
      fixes: enforced(policy, 'Fail'),
    };
  }
}

/** The names of programs that decide what is let in (read on 2026-11-21 from their own manifests and charts). */
const guards =
  /gatekeeper|kyverno|kubewarden|neuvector|polic(y|ies)|cosign|sigstore|connaisseur|\bopa\b|polaris|datree/i;

/** The API refuses Deny and Warn together (ValidatingAdmissionPolicyBinding, `validationActions`). */
function* actions(list: YamlValue): Iterable<Problem> {
  if (list.items.length === 0 || mayHoldMore(list) || list.items.some((item) => item.is('Deny'))) return;
  yield reporting(list.key, list, list.items.some((item) => item.is('Audit')) ? ['Deny', 'Audit'] : ['Deny']);
}

const reports = say`The policy only reports: what it forbids is let in all the same.`;

function reporting(at: Located, place: YamlValue, value: string | readonly string[]): Problem {
  return {
    at,
    message: reports,
    fixes: enforced(place, value),
  };
}

/** Never made together with others: what is refused from then on may be half of the cluster. */
function enforced(place: YamlValue, value: string | readonly string[]): readonly Fix[] {
  const title = typeof value === 'string' ? say`Write '${value}'` : say`Refuse what it forbids`;
  return unlessShared(
    [place],
    [{ title, applicability: 'placeholder', preferred: false, changes: () => [set(place, value)] }],
  );
}
