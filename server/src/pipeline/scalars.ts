import type { YamlDocument, YamlMap, YamlNode, YamlScalar } from '../yaml/tree.js';

/** A scalar of a document where it is written, whatever repeats it. */
export interface WrittenScalar {
  readonly scalar: YamlScalar;
  /** The key that it is the value of; of a list's item the key of the list. */
  readonly key: string | undefined;
  /** Whether brackets or braces are around it, so that a plain scalar may not hold all characters. */
  readonly isInFlow: boolean;
}

/** Shows each scalar that is a value, and each map, once and where it is written. Bounded in depth by what `parseYaml` reads. */
export function walkDocument(
  { root }: YamlDocument,
  { scalar, map }: { readonly scalar?: (found: WrittenScalar) => void; readonly map?: (node: YamlMap) => void },
): void {
  visit(root, undefined, false);

  function visit(node: YamlNode | undefined, key: string | undefined, isInFlow: boolean): void {
    if (node?.kind === 'scalar') scalar?.({ scalar: node, key, isInFlow });
    else if (node?.kind === 'sequence') {
      for (const item of node.items) visit(item.value, key, isInFlow || node.style === 'flow');
    } else if (node?.kind === 'map') {
      map?.(node);
      for (const pair of node.pairs) {
        visit(pair.value, pair.key?.kind === 'scalar' ? pair.key.text : undefined, isInFlow || node.style === 'flow');
      }
    }
  }
}
