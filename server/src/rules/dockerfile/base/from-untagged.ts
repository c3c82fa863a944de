import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { ofFloatingBases, type FloatingImage } from './floating-images.js';
import { versionFixes } from './version-fixes.js';
import { movingTags, noLatest } from './wording.js';

export const fromUntagged: Rule = {
  id: 'from-untagged',
  title: 'Base image without a version',
  severity: 'warning',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [1357] },
  aliases: {
    hadolint: ['DL3006'],
    trivy: ['DS-0001'],
    kics: ['9efb0b2d-89c9-41a3-91ca-dcc0aec911fd'],
    checkov: ['CKV_DOCKER_7'],
    dockle: ['DKL-DI-0006'],
    semgrep: ['missing-image-version'],
    sonar: ['S6596'],
  },

  instruction: ofFloatingBases(withoutVersion),
};

function* withoutVersion(images: readonly FloatingImage[]): Iterable<Problem> {
  for (const image of images) {
    if (image.version !== 'none') continue;

    const { at, shown, peculiarity } = image;
    const place = { at, fixes: versionFixes(image) };
    if (peculiarity === 'moving-tags') yield { ...place, severity: 'hint', message: movingTags(shown) };
    else if (peculiarity === 'no-latest') yield { ...place, message: noLatest(shown) };
    else {
      const message = say`Image '${shown}' has no version, which means 'latest': whoever can push it decides what goes into your image, and no build can be repeated.`;
      yield { ...place, message };
    }
  }
}
