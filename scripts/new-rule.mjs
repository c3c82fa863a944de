// npm run new-rule -- ID FAMILY: makes the three files of a new rule, so that only the decision is left to write.
// A Dockerfile rule is `npm run new-rule -- dockerfile/ID FAMILY`, one about Compose, CI or scripts `npm run new-rule -- pipeline/ID`.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const templates = {
  kubernetes: {
    visitor: '*container({ name, securityContext })',
    language: 'yaml',
    example:
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx:1.29.1',
  },
  dockerfile: { visitor: '*stage(stage)', language: 'dockerfile', example: 'FROM alpine:3.22' },
  pipeline: {
    visitor: "mentions: ['word'],\n\n  *buildCommand(build)",
    language: 'shell',
    example: 'docker build -t registry.example.com/app:1.4 .',
  },
};

const [name = '', family = ''] = process.argv.slice(2);
const [, platform = 'kubernetes', id] = /^(?:(dockerfile|pipeline)\/)?([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(name) ?? [];
// The rules about pipelines are few enough for one folder.
const isPlaced = platform === 'pipeline' ? family === '' : /^[a-z-]+$/.test(family);
if (!id || !isPlaced) {
  console.error(
    'Usage: npm run new-rule -- [dockerfile/]ID FAMILY | pipeline/ID   (in kebab-case, ID named for the fault)',
  );
  process.exit(2);
}

const { visitor, language, example } = templates[platform];
const constant = id.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const folder = path.posix.join('server/src/rules', platform, family);
const engine = path.posix.relative(folder, 'server/src/engine');

write(
  `${folder}/${id}.ts`,
  `import { say } from '${engine}/message.js';
import type { Rule } from '${engine}/rule.js';

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
console.log(`Now list ${constant} in ${folder}/index.ts and run: npm run generate && npm run test:unit rules`);

function write(file, text) {
  const target = path.join(root, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, text, { flag: 'wx' });
  console.log(`made ${file}`);
}
