import assert from 'node:assert/strict';
import fs from 'node:fs';
import { officialTags, officialTagsDate, officialWithoutLatest } from '../../server/src/dockerfile/official-tags.js';

const data = '../shared/data/official-images.json';

interface OfficialImages {
  readonly date: string;
  readonly images: Readonly<Record<string, { readonly latest: readonly string[] | null } | undefined>>;
}

/** Registers a test for each image of the table: its tag is one of those beside `latest`. */
function testAgreement(): void {
  const { date, images } = JSON.parse(fs.readFileSync(data, 'utf8')) as OfficialImages;
  it('is of the same day', () => {
    assert.equal(officialTagsDate, date);
  });
  for (const [name, tag] of officialTags) {
    it(`${name}:${tag}`, () => {
      assert.ok(images[name]?.latest?.includes(tag));
    });
  }
  for (const name of officialWithoutLatest) {
    it(`${name} has no latest`, () => {
      assert.equal(images[name]?.latest, null);
    });
  }
}

describe('the table of official tags', () => {
  it('has no tag for Windows, and none that means latest itself', () => {
    const wrong = [...officialTags].filter(([, tag]) => /windows|nanoserver|^latest/.test(tag));
    assert.deepEqual(wrong, []);
  });

  if (fs.existsSync(data)) describe('agrees with docker-library/official-images', testAgreement);
});
