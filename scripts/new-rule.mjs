// npm run new-rule -- ID FAMILY: makes the three files of a new rule, so that only the decision is left to write.
// A Dockerfile rule is `npm run new-rule -- dockerfile/ID FAMILY`.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const [name = '', family = ''] = process.argv.slice(2);
const [, dockerfile, id] = /^(dockerfile\/)?([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(name) ?? [];
if (!id || !/^[a-z-]+$/.test(family)) {
  console.error('Usage: npm run new-rule -- [dockerfile/]ID FAMILY   (both in kebab-case, ID named for the fault)');
  process.exit(2);
}

const platform = dockerfile ? 'dockerfile' : 'kubernetes';
const constant = id.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const visitor = dockerfile ? '*stage(stage)' : '*container({ name, securityContext })';
const language = dockerfile ? 'dockerfile' : 'yaml';
const example = dockerfile
  ? 'FROM alpine:3.22'
  : 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx:1.29.1';

write(
  `server/src/rules/${platform}/${family}/${id}.ts`,
  `import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';

export const ${constant}: Rule = {
  id: '${id}',
  title: 'The fault as a short phrase',
  severity: 'warning',
  on: true,

  ${visitor} {
    // Return early where nothing is wrong; then one yield with the place, the message and the fixes.
  },
};
`,
);
write(
  `docs/rules/${id}.md`,
  `# ${id}

What is wrong, in one sentence.

## Why

What an attacker who owns the container gains by it.

## Incorrect

\`\`\`${language}
${example}
\`\`\`

## Correct

\`\`\`${language} fixed
${example}
\`\`\`

## When to ignore it

## Known as
`,
);
write(`test/rules/${platform}/${id}.md`, `# Clean\n\n\`\`\`${language}\n${example}\n\`\`\`\n`);
console.log(
  `Now list ${constant} in server/src/rules/${platform}/${family}/index.ts and run: npm run generate && npm run test:unit rules`,
);

function write(file, text) {
  const target = path.join(root, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, text, { flag: 'wx' });
  console.log(`made ${file}`);
}
