import assert from 'node:assert/strict';
import fs from 'node:fs';
import { analyze, type Finding } from '../../server/src/engine/analysis.js';
import { hardeningFix, mend } from '../../server/src/engine/fixing.js';
import { defaultSettings } from '../../server/src/engine/settings.js';
import { rules } from '../../server/src/rules/index.js';
import { readBlocks, replaceBlocks, type Block } from './markdown.js';
import { readMarkers, toMarker, writeMarkers } from './markers.js';

/** Objects of the shapes that people meet in guides, the wrong ones among them; markers say which rules speak, and where. */
const path = 'test/rules/source-samples.md';
const page = fs.readFileSync(path, 'utf8');
const isUpdating = process.env['UPDATE_FIXTURES'] === '1';

const check = ({ language }: Block, text: string) => {
  const analysis = analyze({ path: language === 'dockerfile' ? 'Dockerfile' : 'a.yaml', text }, defaultSettings, rules);
  assert.deepEqual(analysis.crashes, []);
  return analysis;
};

describe('samples of the shapes that guides show', () => {
  const corrections = new Map<Block, string>();
  for (const block of readBlocks(page)) {
    const { text } = readMarkers(block.text);
    const told = ({ span, severity, rule }: Finding) => toMarker(text, span, `${severity} ${rule.id}`);

    it(`${block.heading}: each rule speaks where the page says, and no other`, () => {
      const actual = writeMarkers(text, check(block, text).findings.map(told));
      if (isUpdating) corrections.set(block, actual);
      else assert.equal(actual, block.text);
    });

    it(`${block.heading}: hardening leaves nothing that it could mend`, () => {
      const mended = mend(check(block, text), hardeningFix, rules).text;
      assert.equal(mend(check(block, mended), hardeningFix, rules).text, mended);
    });
  }
  after(() => {
    if (corrections.size > 0) fs.writeFileSync(path, replaceBlocks(page, corrections));
  });
});
