// The window of the test host: Chromium without a screen, cut off from every network but loopback.
import path from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from '../../scripts/setup.mjs';

/** The size of the window, in CSS pixels. */
export const windowSize = { width: 1280, height: 800 };

/**
 * Starts Chromium with a fresh profile.
 *
 * @param {import('./server.mjs').Host} host its folder takes the profile
 * @param {{ scale?: number }} [options] device pixels per CSS pixel; more than 1 makes crisp screenshots
 * @returns {Promise<import('playwright-core').BrowserContext>}
 */
export async function launchBrowser(host, { scale = 1 } = {}) {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error('no Chromium on this machine: run `node scripts/setup.mjs --browser`');

  return chromium.launchPersistentContext(path.join(host.dir, 'chromium'), {
    executablePath,
    headless: true,
    viewport: windowSize,
    deviceScaleFactor: scale,
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-gpu',
      '--disable-quic',
      '--disable-sync',
      '--no-first-run',
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
    ],
  });
}
