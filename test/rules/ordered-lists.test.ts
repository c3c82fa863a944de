import assert from 'node:assert/strict';
import { analyze } from '../../server/src/engine/analysis.js';
import { planFixes } from '../../server/src/engine/fixing.js';
import { defaultSettings } from '../../server/src/engine/settings.js';
import { auditPolicyCoverage } from '../../server/src/rules/kubernetes/control-plane/audit-policy-coverage.js';
import { encryptionConfigWeak } from '../../server/src/rules/kubernetes/control-plane/encryption-config-weak.js';
import { applyEdits } from '../../server/src/text/edit.js';

/** The text after the first fix of each finding. */
function mend(text: string): string {
  const { findings } = analyze({ path: 'a.yaml', text }, defaultSettings, [auditPolicyCoverage, encryptionConfigWeak]);
  const edits = planFixes(findings.flatMap(({ fixes }) => fixes.slice(0, 1)));
  assert.ok(edits && edits.length > 0, 'there is a fix');
  return applyEdits(text, edits);
}

const policy = 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n- level: RequestResponse\n';
const reviews = '    - group: authentication.k8s.io\n      resources: [tokenreviews]\n';
const before = `- level: Metadata\n  resources:\n    - group: ""\n      resources: [secrets, serviceaccounts/token]\n${reviews}`;
const mended = policy.replace('- level: R', `${before}- level: R`);

describe('a new item of a list in which the order counts', () => {
  it('goes before another, and before its comments', () => {
    assert.equal(mend(policy), mended);
    const comment = (text: string, above: string) => text.replace(above, `# all\n  # of it\n${above}`);
    assert.equal(mend(comment(policy, '- level: RequestR')), comment(mended, '- level: RequestR'));
  });

  it('has the line ends of the text', () => {
    assert.equal(mend(policy.replaceAll('\n', '\r\n')), mended.replaceAll('\n', '\r\n'));
  });

  it('stays in its document', () => {
    const other = '---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n';
    assert.equal(mend(`${other}---\n${policy}${other}`), `${other}---\n${mended}${other}`);
  });

  it('goes behind the last one, also without a line end', () => {
    const config = 'kind: EncryptionConfiguration\napiVersion: apiserver.config.k8s.io/v1\nresources:\n';
    const list = (items: string) => `${config}  - resources: [secrets]\n    providers:\n${items}`;
    const [identity, kms] = ['    - identity: {}', '    - kms: {apiVersion: v2, name: a, endpoint: b} # new'];
    assert.equal(mend(list(`${identity}\n${kms}\n`)), list(`${kms}\n${identity}\n`));
    assert.equal(mend(list(`${identity}\n${kms}`)), list(`${kms}\n${identity}`));
    assert.equal(
      mend(list(`${identity}\n${kms}\r\n`).replaceAll(/\r?\n/g, '\r\n')),
      list(`${kms}\n${identity}\n`).replaceAll('\n', '\r\n'),
    );
  });

  it('is JSON in JSON', () => {
    const config = (providers: string) =>
      `{"kind": "EncryptionConfiguration", "apiVersion": "apiserver.config.k8s.io/v1", "resources": [{"resources": ["secrets"], "providers": [${providers}]}]}`;
    const [identity, kms] = ['{"identity": {}}', '{"kms": {"apiVersion": "v2", "name": "a", "endpoint": "b"}}'];
    assert.equal(mend(config(`${identity}, ${kms}`)), config(`${kms}, ${identity}`));
  });
});
