import assert from 'node:assert/strict';
import fs from 'node:fs';
import { formerOfficialImages, officialImages } from '../../server/src/dockerfile/official-images.js';
import { officialTags, officialTagsDate, officialWithoutLatest } from '../../server/src/dockerfile/official-tags.js';
import { readTables } from '../../scripts/tables.mjs';

const data = '../shared/data/official-images.json';

interface OfficialImages {
  readonly date: string;
  readonly images: Readonly<Record<string, { readonly tags: number }>>;
  readonly removed: Readonly<Record<string, string>>;
}

describe('the tables of facts that grow old', () => {
  const tables = readTables('server/src');

  it('say on which day they were checked', () => {
    const today = new Date().toISOString().slice(0, 10);
    for (const { name, checked } of tables) {
      assert.match(checked, /^\d{4}-\d\d-\d\d$/, name);
      assert.ok(checked <= today, `${name} was checked on ${checked}`);
    }
    const names = tables.map(({ name }) => name);
    for (const name of ['officialTags', 'officialImages', 'products', 'publishers', 'retired', 'safeSince']) {
      assert.ok(names.includes(name), name);
    }
  });

  it('give the same day in titles of fixes', () => {
    const [{ checked } = { checked: '' }] = tables.filter(({ name }) => name === 'officialTags');
    assert.equal(checked, officialTagsDate);
  });

  it('know each official image as one or the other', () => {
    for (const name of [...officialTags.keys(), ...officialWithoutLatest]) assert.ok(officialImages.has(name), name);
    for (const name of formerOfficialImages.keys()) assert.ok(!officialImages.has(name), name);
  });
});

if (fs.existsSync(data)) {
  describe('the names of official images agree with docker-library/official-images', () => {
    const { images, removed } = JSON.parse(fs.readFileSync(data, 'utf8')) as OfficialImages;

    it('those with tags', () => {
      const withTags = Object.keys(images).filter((name) => (images[name]?.tags ?? 0) > 0);
      assert.deepEqual([...officialImages].sort(), withTags.sort());
    });

    it('those that were taken off, with the year, and those without tags', () => {
      const expected = [
        ...Object.entries(removed).map(([name, day]) => [name, Number(day.slice(0, 4))]),
        ...Object.keys(images)
          .filter((name) => images[name]?.tags === 0)
          .map((name) => [name, 0]),
      ];
      assert.deepEqual([...formerOfficialImages].sort(), expected.sort());
    });
  });
}
