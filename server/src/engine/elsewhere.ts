import type { Edit } from '../text/edit.js';
import { add } from '../yaml/change.js';
import { parseYaml } from '../yaml/parse.js';
import { planChanges } from '../yaml/plan.js';
import { rootValue } from '../yaml/value.js';
import type { Elsewhere } from './rule.js';
import type { Settings } from './settings.js';

/**
 * The edits of the other file that a fix asks for; its text is empty where it is yet to be made. None where they would change nothing
 * for the checked file, under these settings, or cannot be made.
 */
export function editsElsewhere(elsewhere: Elsewhere, text: string, settings: Settings): readonly Edit[] {
  return elsewhere.file === 'dockerignore'
    ? [appended(text, elsewhere.patterns)]
    : listed(text, elsewhere.allowedRegistry, settings);
}

/** Lines behind the last one, which gets the end that it lacks; the file's own line ends are kept. */
function appended(text: string, lines: readonly string[]): Edit {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const isOpen = text !== '' && !text.endsWith('\n');
  const newText = lines.map((line) => line + lineEnd).join('');
  return { start: text.length, end: text.length, newText: isOpen ? lineEnd + newText : newText };
}

/** Another entry in the list of a settings file, unless the list that counts stands somewhere else: in the editor's own settings. */
function listed(text: string, entry: string, { allowedRegistries }: Settings): readonly Edit[] {
  const document = parseYaml(text);
  const list = rootValue(document).get('allowedRegistries');
  const written = list.items.map((item) => item.text);
  const counts = written.length > 0 && written.join('\0') === allowedRegistries.join('\0');
  return (counts && planChanges(document, [add(list, entry)])) || [];
}
