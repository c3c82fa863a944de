import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { checkFile, newTally } from './laws.js';

const folder = path.resolve('..', 'shared', 'data');

/** Of how many files one is gone through change by change; the others with all changes together. */
const stride = Number(process.env['CORPUS_STRIDE'] ?? 20);

// Real files, where they are at hand.
if (fs.existsSync(folder)) {
  describe('the laws on real manifests', () => {
    for (const name of ['manifests', 'pod-security']) {
      it(name, () => {
        const tally = newTally();
        yamlFiles(path.join(folder, name)).forEach((file, index) => {
          const text = fs.readFileSync(file, 'utf8');
          try {
            checkFile(text, tally, index % stride === 0 ? 'each' : 'together');
          } catch (error) {
            throw new Error(`The laws do not hold for ${file}.`, { cause: error });
          }
        });
        if (process.env['CORPUS_STRIDE']) console.log(name, JSON.stringify(tally));
        assert.ok(tally.plans > 200);
        assert.deepEqual(tally.refused, {});
      });
    }
  });
}

function yamlFiles(place: string): string[] {
  return fs.readdirSync(place, { withFileTypes: true, recursive: true }).flatMap((entry) => {
    return /\.ya?ml$/.test(entry.name) && entry.isFile() ? [path.join(entry.parentPath, entry.name)] : [];
  });
}
