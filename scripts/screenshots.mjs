// node scripts/screenshots.mjs: takes the README's pictures (docs/images) from the packaged extension at work. The steps
// are those of the end-to-end tests, so that a picture never shows what the tests did not see.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setUp } from './setup.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

setUp({ browser: true });
const { installVsix } = await import('../test/host/extensions.mjs');
const { driveWorkbench } = await import('../test/e2e/ui.mjs');

const pictures = path.join(root, 'docs', 'images');
fs.mkdirSync(pictures, { recursive: true });
const extensionsDir = fs.mkdtempSync(path.join(os.tmpdir(), 'bulkhead-extensions-'));
try {
  await installVsix(path.join(root, 'dist', 'bulkhead.vsix'), extensionsDir);
  const result = await driveWorkbench({ root, extensionsDir, pictures });
  console.log(result.lines.join('\n'));
  process.exitCode = result.failed === 0 ? 0 : 1;
} finally {
  fs.rmSync(extensionsDir, { recursive: true, force: true, maxRetries: 3 });
}
