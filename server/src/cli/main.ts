import { pageOf } from '../engine/pages.js';
import { rules } from '../rules/index.js';
import { pages } from '../rules/pages.generated.js';
import { version } from '../version.generated.js';
import { start } from './start.js';

await start({
  version,
  rules,
  pageOf: (id) => ({ url: pageOf(id), ...pages[id] }),
  // The bundler puts every page into the program (see scripts/build.mjs).
  async readPage(id) {
    const page = (await import(`../../../docs/rules/${id}.md`)) as { readonly default: string };
    return page.default;
  },
});
