import type { YamlValue } from '../yaml/value.js';
import { mayHoldMore } from './lists.js';

/** The value of a label by its key: `null` where the object has no such label, nothing where that is not known. */
export type LabelOf = (key: string) => string | null | undefined;

/** The labels that stand in an object's metadata. */
export function labelsIn(metadata: YamlValue): LabelOf {
  const labels = metadata.get('labels');
  return (key) => {
    const label = labels.get(key);
    if (label.opaque) return undefined;
    if (label.exists) return label.text;
    // The API reads a label without a value as one with an empty text.
    return label.place.missing.length === 0 ? '' : null;
  };
}

/**
 * Whether a label selector takes in an object with these labels (apimachinery, LabelSelectorAsSelector and labels.Requirement): all of
 * its requirements hold, so that one without any takes in everything. A selector that is missing counts as empty here; what it means
 * differs from field to field. Nothing where a template decides it, or the API refuses the selector.
 */
export function selects(selector: YamlValue, labelOf: LabelOf): boolean | undefined {
  const [wanted, expressions] = [selector.get('matchLabels'), selector.get('matchExpressions')];
  let result: boolean | undefined = hidesMore(selector) ? undefined : true;
  const requirements = [
    ...wanted.entries.map(({ name, value }) => isEqual(labelOf(name), value)),
    ...expressions.items.map((expression) => holds(expression, labelOf)),
  ];
  for (const requirement of requirements) {
    if (requirement === false) return false;
    if (requirement === undefined) result = undefined;
  }
  return result;
}

/** Whether a selector, or none, is sure to take in everything. */
export function selectsAll(selector: YamlValue): boolean {
  if (hidesMore(selector)) return false;
  return selector.get('matchLabels').entries.length === 0 && selector.get('matchExpressions').items.length === 0;
}

/** Whether a template may add requirements that cannot be seen. */
function hidesMore(selector: YamlValue): boolean {
  const [wanted, expressions] = [selector.get('matchLabels'), selector.get('matchExpressions')];
  // Whether a map may hold more shows at any key that is missing.
  return selector.opaque || wanted.opaque || (wanted.isMap && wanted.get('').opaque) || mayHoldMore(expressions);
}

function isEqual(label: ReturnType<LabelOf>, value: YamlValue): boolean | undefined {
  if (label === undefined || value.opaque) return undefined;
  return label === (value.text ?? '');
}

function holds(expression: YamlValue, labelOf: LabelOf): boolean | undefined {
  const key = expression.get('key').text;
  const label = key === undefined ? undefined : labelOf(key);
  if (label === undefined) return undefined;
  const values = expression.get('values');
  const isAmong = mayHoldMore(values) ? undefined : values.items.some(({ text }) => text === label);
  switch (expression.get('operator').text) {
    case 'In':
      return label === null ? false : isAmong;
    case 'NotIn':
      return label === null || isAmong === undefined ? label === null || undefined : !isAmong;
    case 'Exists':
      return label !== null;
    case 'DoesNotExist':
      return label === null;
    default:
      return undefined;
  }
}
