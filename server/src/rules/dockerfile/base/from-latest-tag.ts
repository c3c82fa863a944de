import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { ofFloatingBases, type FloatingImage } from './floating-images.js';
import { versionFixes } from './version-fixes.js';
import { movingTags, noLatest } from './wording.js';

export const fromLatestTag: Rule = {
  id: 'from-latest-tag',
  title: `Base image with the tag 'latest'`,
  severity: 'warning',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [1357] },
  aliases: {
    hadolint: ['DL3007'],
    trivy: ['DS-0001'],
    kics: ['f45ea400-6bbe-4501-9fc7-1c3d75c32067'],
    checkov: ['CKV_DOCKER_7'],
    dockle: ['DKL-DI-0006'],
    semgrep: ['avoid-latest-version'],
    sonar: ['S6596'],
  },

  instruction: ofFloatingBases(onLatest),
};

function* onLatest(images: readonly FloatingImage[]): Iterable<Problem> {
  for (const image of images) {
    if (image.version !== 'latest') continue;

    const { at, shown, peculiarity } = image;
    const place = { at, fixes: versionFixes(image) };
    if (peculiarity === 'moving-tags') yield { ...place, severity: 'hint', message: movingTags(shown) };
    else if (peculiarity === 'no-latest') yield { ...place, message: noLatest(shown) };
    else {
      const message = say`Image '${shown}' is whatever was pushed last: whoever can push it decides what goes into your image, and no build can be repeated.`;
      yield { ...place, message };
    }
  }
}
