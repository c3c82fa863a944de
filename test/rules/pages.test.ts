import fs from 'node:fs';
import { rules } from '../../server/src/rules/index.js';
import { testPage } from './harness.js';

for (const rule of rules) {
  const pages = [
    `docs/rules/${rule.id}.md`,
    `test/rules/kubernetes/${rule.id}.md`,
    `test/rules/dockerfile/${rule.id}.md`,
    `test/rules/pipeline/${rule.id}.md`,
  ];
  describe(rule.id, () => {
    for (const page of pages.filter((path) => fs.existsSync(path))) testPage(rule, page);
  });
}
