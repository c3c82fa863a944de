import { start } from '../../server/src/cli/start.js';
import { stubRules } from './stub-rules.js';

await start({
  version: '1.2.3',
  rules: stubRules,
  pageOf: (id) => ({
    url: `https://example.com/${id}`,
    ...(id === 'privileged' && { what: 'What it is about,\nin `two` lines.', why: 'Why it matters.' }),
  }),
  readPage: (id) => Promise.resolve(`# Page of ${id}\n\nMore of it.\n`),
});
