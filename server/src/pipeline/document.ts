import type { YamlDocument } from '../yaml/tree.js';
import { rootValue, type YamlValue } from '../yaml/value.js';

/** A YAML document that holds no Kubernetes object, such as a Compose file or a file of CI. */
export interface OtherDocument {
  readonly document: YamlDocument;
  /** Its root. */
  readonly value: YamlValue;
  readonly path: string;
}

/** The document as rules see it. */
export function otherDocument(document: YamlDocument, path: string): OtherDocument {
  return { document, value: rootValue(document), path };
}
