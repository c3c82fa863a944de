#!/usr/bin/env node
import packageJson from '../../../package.json' with { type: 'json' };
import { pageOf } from '../lsp/links.js';
import { rules } from '../rules/index.js';
import { pages } from '../rules/pages.generated.js';
import { start } from './start.js';

await start(packageJson.version, rules, (id) => ({ url: pageOf(id), text: pages[id] }));
