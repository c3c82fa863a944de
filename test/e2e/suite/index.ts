// The entry point that VS Code calls in its extension host, in the desktop program and in test/host alike.
import fs from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { activate } from './editor.js';

/** What the run leaves behind for scripts/e2e.mjs, which cannot see this process. */
export interface SuiteResult {
  readonly passed: number;
  readonly failed: number;
  readonly lines: readonly string[];
}

/** Runs every test file beside this one; rejects when a test failed or none ran. */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 30_000,
    slow: 3_000,
    rootHooks: { beforeAll: activateOnce },
    ...(process.env['E2E_GREP'] && { grep: process.env['E2E_GREP'] }),
  });
  for (const name of fs.readdirSync(__dirname).sort()) {
    if (name.endsWith('.test.cjs')) mocha.addFile(path.join(__dirname, name));
  }

  const result = await runMocha(mocha);
  const file = process.env['E2E_RESULT'];
  if (file !== undefined) fs.writeFileSync(file, JSON.stringify(result));
  console.log([...result.lines, `${result.passed} passed, ${result.failed} failed`].join('\n'));
  if (result.failed > 0 || result.passed === 0) throw new Error(`${result.failed} tests failed`);
}

/** A hook, so that an extension that does not start is a failed test with a reason. */
async function activateOnce(this: Mocha.Context): Promise<void> {
  this.timeout(90_000);
  await activate();
}

function runMocha(mocha: Mocha): Promise<SuiteResult> {
  const lines: string[] = [];
  let passed = 0;
  let failed = 0;
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      resolve({ passed, failed, lines });
    });
    runner.on('pass', (test) => {
      passed += 1;
      lines.push(`ok ${test.fullTitle()} (${test.duration} ms)`);
    });
    runner.on('fail', (test, error: Error) => {
      failed += 1;
      lines.push(`not ok ${test.fullTitle()}\n${error.stack ?? error.message}`);
    });
  });
}
