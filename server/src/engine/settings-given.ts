import type { Span } from '../text/span.js';
import type { ScalarValue } from '../yaml/scalar.js';

/** A value of the settings as somebody wrote it: a view of YAML (every `YamlValue` is one) or of JSON. */
export interface Given {
  readonly span: Span;
  readonly key: { readonly span: Span };
  /** Whether anything but null stands here. */
  readonly exists: boolean;
  readonly isMap: boolean;
  readonly isList: boolean;
  readonly scalar: ScalarValue | undefined;
  /** The scalar as written, whatever its type. */
  readonly text: string | undefined;
  readonly items: readonly Given[];
  readonly entries: readonly { readonly name: string; readonly value: Given }[];
}

const nowhere: Span = { start: 0, end: 0 };

/** The view of a JSON value, which has no places; for what is none, such as a function, one where nothing stands. */
export function givenJson(json: unknown): Given {
  const isList = Array.isArray(json);
  const isMap = typeof json === 'object' && json !== null && !isList;
  const isScalar = typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean';
  return {
    span: nowhere,
    key: { span: nowhere },
    exists: isScalar || isList || isMap,
    isMap,
    isList,
    scalar: isScalar ? json : undefined,
    text: isScalar ? String(json) : undefined,
    get items() {
      return isList ? json.map(givenJson) : [];
    },
    get entries() {
      return isMap ? Object.entries(json).map(([name, value]) => ({ name, value: givenJson(value) })) : [];
    },
  };
}

/** How deep and how large the options of a rule may be before they are not read: aliases could unfold without end. */
const [deepest, largest] = [16, 10_000];

/** The plain value of what is given; nothing where it is too deep or too large. */
export function plainValue(given: Given): unknown {
  let left = largest;
  const read = (value: Given, depth: number): unknown => {
    if (depth > deepest || --left < 0) throw tooLarge;
    if (value.isList) return value.items.map((item) => read(item, depth + 1));
    if (value.isMap)
      return Object.fromEntries(value.entries.map(({ name, value: child }) => [name, read(child, depth + 1)]));
    return value.exists ? (value.scalar ?? value.text) : null;
  };
  try {
    return read(given, 0);
  } catch (error) {
    if (error === tooLarge) return undefined;
    throw error;
  }
}

const tooLarge = new Error('too deep or too large');
