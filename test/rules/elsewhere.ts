import type { Analysis, FindingFix } from '../../server/src/engine/analysis.js';
import { editsElsewhere } from '../../server/src/engine/elsewhere.js';
import type { SourceFile } from '../../server/src/engine/file-kind.js';
import { applyEdits } from '../../server/src/text/edit.js';

/** The checked file once a fix that lies in its `.dockerignore` is made; nothing for any other fix. */
export function withOtherFile({ file, settings }: Analysis, { elsewhere }: FindingFix): SourceFile | undefined {
  if (elsewhere?.file !== 'dockerignore') return undefined;
  const text = file.ignoreFile ?? '';
  return { ...file, ignoreFile: applyEdits(text, editsElsewhere(elsewhere, text, settings)) };
}
