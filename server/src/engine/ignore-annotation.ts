import type { Edit } from '../text/edit.js';
import { set } from '../yaml/change.js';
import { planChanges } from '../yaml/plan.js';
import { manifestOf, type AnnotationTarget } from './ignore-target.js';
import { oneLine, readAcceptance, reasonPlaceholder, writeAcceptance } from './suppression/own.js';

/** Kubernetes takes no more behind the `/` of an annotation's key (API conventions, qualified names). */
const longestName = 63;

/** The edits that accept a rule by an annotation of the object; nothing where it cannot stand there. */
export function ignoreByAnnotation(
  { place: { chunk, start }, finding, container }: AnnotationTarget,
  id: string,
  reason: string | undefined,
): readonly Edit[] | undefined {
  const manifest = manifestOf(finding.subject);
  const name = container === undefined ? 'ignore' : `ignore.${container}`;
  if (!manifest || !chunk.yaml || name.length > longestName || !/^[\w.-]*\w$/.test(name)) return undefined;
  const annotation = manifest.value.get('metadata', 'annotations', `bulkhead/${name}`);
  if (annotation.opaque || annotation.shared) return undefined;
  const known = readAcceptance(annotation.text ?? '', 0);
  const ids = [...known.names.map(({ text }) => text), id];
  const text = writeAcceptance(ids, oneLine(reason) ?? known.reason ?? reasonPlaceholder, known.until);
  const edits = planChanges(chunk.yaml, [set(annotation, text)]);
  return edits?.map((edit) => withTabStop({ ...edit, start: edit.start + start, end: edit.end + start }));
}

function withTabStop(edit: Edit): Edit {
  const at = edit.newText.lastIndexOf(reasonPlaceholder);
  return at < 0 ? edit : { ...edit, tabStops: [{ start: at, end: at + reasonPlaceholder.length }] };
}
