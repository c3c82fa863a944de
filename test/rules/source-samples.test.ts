import assert from 'node:assert/strict';
import fs from 'node:fs';
import { analyze, type Finding } from '../../server/src/engine/analysis.js';
import { hardeningFix, mend } from '../../server/src/engine/fixing.js';
import type { Rule } from '../../server/src/engine/rule.js';
import { defaultSettings } from '../../server/src/engine/settings.js';
import { rules } from '../../server/src/rules/index.js';
import { controlPlaneRules } from '../../server/src/rules/kubernetes/control-plane/index.js';
import { readBlocks, replaceBlocks, type Block } from './markdown.js';
import { readMarkers, toMarker, writeMarkers } from './markers.js';

const isUpdating = process.env['UPDATE_FIXTURES'] === '1';

/** Objects of the shapes that people meet in guides, the wrong ones among them; markers say which rules speak, and where. */
testSamples('samples of the shapes that guides show', 'test/rules/source-samples.md', rules);

/** What kubeadm writes on its own gets what its administrator would accept from the rules about the control plane, and no error. */
testSamples('samples of what kubeadm writes', 'test/rules/kubeadm-samples.md', controlPlaneRules);

function testSamples(title: string, path: string, wanted: readonly Rule[]): void {
  const page = fs.readFileSync(path, 'utf8');
  const corrections = new Map<Block, string>();
  const check = ({ language, info }: Block, text: string) => {
    const file = /\bpath=(\S+)/.exec(info)?.[1] ?? (language === 'dockerfile' ? 'Dockerfile' : 'a.yaml');
    const analysis = analyze({ path: file, text }, defaultSettings, wanted);
    assert.deepEqual(analysis.crashes, []);
    return analysis;
  };

  describe(title, () => {
    for (const block of readBlocks(page)) {
      const { text } = readMarkers(block.text);
      const told = ({ span, severity, rule }: Finding) => toMarker(text, span, `${severity} ${rule.id}`);

      it(`${block.heading}: each rule speaks where the page says, and no other`, () => {
        const actual = writeMarkers(text, check(block, text).findings.map(told));
        if (isUpdating) corrections.set(block, actual);
        else assert.equal(actual, block.text);
      });

      it(`${block.heading}: hardening leaves nothing that it could mend`, () => {
        const mended = mend(check(block, text), hardeningFix, wanted).text;
        assert.equal(mend(check(block, mended), hardeningFix, wanted).text, mended);
      });
    }
    after(() => {
      if (corrections.size > 0) fs.writeFileSync(path, replaceBlocks(page, corrections));
    });
  });
}
