import assert from 'node:assert/strict';
import { editsElsewhere } from '../../server/src/engine/elsewhere.js';
import { defaultSettings } from '../../server/src/engine/settings.js';
import { applyEdits } from '../../server/src/text/edit.js';

const patterns = ['**/.git', '**/.env*'];
const ignored = (text: string): string =>
  applyEdits(text, editsElsewhere({ file: 'dockerignore', patterns }, text, defaultSettings));

describe('Lines for a .dockerignore', () => {
  it('are the whole file where there was none', () => {
    assert.equal(ignored(''), '**/.git\n**/.env*\n');
  });

  it('stand behind what is there', () => {
    assert.equal(ignored('# ours\nnode_modules\n'), '# ours\nnode_modules\n**/.git\n**/.env*\n');
  });

  it('do not run into a last line without an end', () => {
    assert.equal(ignored('node_modules'), 'node_modules\n**/.git\n**/.env*\n');
  });

  it('end as the others do', () => {
    assert.equal(ignored('dist\r\nnode_modules'), 'dist\r\nnode_modules\r\n**/.git\r\n**/.env*\r\n');
  });
});

describe('An image for the list of the settings file', () => {
  const listed = (text: string, allowedRegistries: readonly string[]): string =>
    applyEdits(
      text,
      editsElsewhere({ file: 'settings', allowedRegistry: 'bitnami/nginx' }, text, {
        ...defaultSettings,
        allowedRegistries,
      }),
    );

  it('joins the others, whose comments stay', () => {
    const before = '# ours\nallowedRegistries:\n  - official # of Docker\n  - ghcr.io/team\nlevel: baseline\n';
    assert.equal(
      listed(before, ['official', 'ghcr.io/team']),
      '# ours\nallowedRegistries:\n  - official # of Docker\n  - ghcr.io/team\n  - bitnami/nginx\nlevel: baseline\n',
    );
  });

  it('joins a list in brackets, too', () => {
    assert.equal(
      listed('allowedRegistries: [official]\n', ['official']),
      'allowedRegistries: [official, bitnami/nginx]\n',
    );
  });

  it('goes nowhere while another list counts', () => {
    for (const text of ['', 'level: baseline\n', 'allowedRegistries: [ghcr.io]\n', 'allowedRegistries: *a\n', '{'])
      assert.equal(listed(text, ['official']), text);
  });
});
