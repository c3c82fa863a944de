// What a person sees and does in the workbench, step by step in one window: squiggles, hover, the light-bulb menu, a fix,
// saving, a snippet. With a folder for pictures the same steps make the README's screenshots.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { launchBrowser } from '../host/browser.mjs';
import { startHost } from '../host/server.mjs';
import { Workbench } from './workbench.mjs';

const settings = {
  'breadcrumbs.enabled': false,
  'editor.codeLens': true,
  'editor.fontSize': 14,
  'editor.minimap.enabled': false,
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'files.associations': { '*.Dockerfile': 'dockerfile' },
  'git.enabled': false,
  'window.commandCenter': false,
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.layoutControl.enabled': false,
};

/**
 * @typedef {object} DriveOptions
 * @property {string} root the repository, whose examples/ are opened as a copy
 * @property {string} extensionsDir the folder of installed extensions
 * @property {string} [pictures] a folder for screenshots, which are then taken at twice the resolution
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {(workbench: Workbench, folder: string) => Promise<void>} act
 */

/** @type {Step[]} */
const steps = [
  {
    name: 'a manifest shows squiggles and problems',
    async act(workbench) {
      await workbench.open('deployment.yaml');
      await workbench.untilSquiggle('warning');
      await workbench.picture('squiggles');
    },
  },
  {
    name: 'the language status says what was checked, what was found, and how long it took',
    async act(workbench) {
      await workbench.untilStatus(/Bulkhead: [1-9]\d* findings\s+2 Kubernetes objects, (under 1|\d+) ms/);
    },
  },
  {
    name: 'hover on a squiggle explains the rule',
    async act(workbench) {
      const text = await workbench.hover('ghcr.io/example/storefront:latest');
      assert.match(text, /latest/i);
      assert.match(text, /image-latest-tag/);
      await workbench.picture('hover');
      await workbench.press('Escape');
    },
  },
  {
    name: 'the light-bulb menu offers to harden the container first and to ignore last',
    async act(workbench) {
      await workbench.putCursor('ghcr.io/example/storefront:latest');
      const entries = await workbench.openActions();
      assert.match(entries[0] ?? '', /^Harden container 'web' \(\d+ findings\)/);
      assert.ok(
        entries.some((entry) => /^Ignore.*…/.test(entry)),
        entries.join('\n'),
      );
      await workbench.picture('light-bulb');
    },
  },
  {
    name: 'choosing the first entry hardens the container',
    async act(workbench) {
      await workbench.press('Enter');
      await workbench.untilText(/allowPrivilegeEscalation: false/);
      assert.match(await workbench.text(), /securityContext:\s+allowPrivilegeEscalation: false/);
      await workbench.picture('hardened');
    },
  },
  {
    name: 'saving writes the fix to the file',
    async act(workbench, folder) {
      await workbench.press('Control+s');
      await workbench.untilSaved(path.join(folder, 'deployment.yaml'), /allowPrivilegeEscalation: false/);
    },
  },
  {
    name: 'a Dockerfile shows squiggles, and a fix applies',
    async act(workbench) {
      await workbench.open('shop/Dockerfile');
      await workbench.untilSquiggle('error');
      await workbench.picture('dockerfile');
      await workbench.putCursor('-k');
      await workbench.openActions();
      await workbench.press('Enter');
      await workbench.untilText(/RUN curl -fsSL/);
    },
  },
  {
    name: 'a hardened manifest shows none',
    async act(workbench) {
      await workbench.open('hardened.yaml');
      await workbench.untilNoSquiggle();
      await workbench.untilStatus(/Bulkhead: no findings\s+\d Kubernetes objects?, /);
    },
  },
  {
    name: 'a snippet inserts a hardened workload',
    async act(workbench) {
      await workbench.newFile('yaml');
      await workbench.type('k8s-deployment');
      const entry = await workbench.openSuggestions();
      assert.match(entry, /deployment/i);
      await workbench.picture('snippet');
      await workbench.press('Enter');
      await workbench.untilText(/kind: Deployment/);
      await workbench.untilText(/runAsNonRoot: true/);
    },
  },
];

/**
 * Runs every step in one window. A step stands on those before it, so the first failure ends the drive, and the steps
 * that were not reached count as failed.
 *
 * @param {DriveOptions} options
 * @returns {Promise<import('./runs.mjs').Result>}
 */
export async function driveWorkbench({ root, extensionsDir, pictures }) {
  const host = await startHost({ extensionsDir, settings });
  try {
    const folder = path.join(host.dir, 'examples');
    fs.cpSync(path.join(root, 'examples'), folder, { recursive: true });
    const context = await launchBrowser(host, { scale: pictures ? 2 : 1 });
    try {
      const page = context.pages()[0] ?? (await context.newPage());
      await page.goto(host.url(folder));
      return await drive(new Workbench(page, pictures), folder, path.join(root, 'out'));
    } finally {
      await context.close();
    }
  } finally {
    await host.stop();
  }
}

/** @param {Workbench} workbench @param {string} folder @param {string} out */
async function drive(workbench, folder, out) {
  /** @type {string[]} */
  const lines = [];
  for (const [index, { name, act }] of steps.entries()) {
    const started = Date.now();
    try {
      await act(workbench, folder);
      lines.push(`ok ${name} (${Date.now() - started} ms)`);
    } catch (error) {
      const picture = path.join(out, 'e2e-failure.png');
      await workbench.page.screenshot({ path: picture });
      lines.push(`not ok ${name} (see ${picture})\n${error instanceof Error ? error.stack : error}`);
      lines.push(...steps.slice(index + 1).map((step) => `not ok ${step.name} (not reached)`));
      return { passed: index, failed: steps.length - index, lines };
    }
  }
  return { passed: steps.length, failed: 0, lines };
}
