import type { Located, Span } from '../text/span.js';

/** One node of a YAML document. Immutable, with every offset counted from the start of the document's chunk. */
export type YamlNode = YamlScalar | YamlMap | YamlSequence | YamlAlias;

interface NodeBase extends Located {
  /** The node without its anchor and tag; of a block collection: from its first key or dash to the end of its last content. */
  readonly span: Span;
  /** Where the node starts with its anchor and tag. */
  readonly propsStart: number;
  readonly anchor: string | undefined;
  readonly tag: string | undefined;
}

export interface YamlScalar extends NodeBase {
  readonly kind: 'scalar';
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
  /** The text that the scalar stands for: quotes, escapes and folding resolved; the type not yet (see `resolveScalar`). */
  readonly text: string;
  /** Whether a template action is part of it, so that its text is not known. */
  readonly opaque: boolean;
}

export interface YamlMap extends NodeBase {
  readonly kind: 'map';
  readonly style: 'block' | 'flow';
  readonly pairs: readonly YamlPair[];
  /** Whether a template action may add pairs to it, so that a missing key is not known to be missing. */
  readonly open: boolean;
}

export interface YamlSequence extends NodeBase {
  readonly kind: 'sequence';
  readonly style: 'block' | 'flow';
  readonly items: readonly YamlItem[];
  /** Whether a template action may add items to it. */
  readonly open: boolean;
}

export interface YamlAlias extends NodeBase {
  readonly kind: 'alias';
  readonly name: string;
  /** The node that it repeats; nothing where no such anchor stands before it, or where it stands inside that very node. */
  readonly target: Exclude<YamlNode, YamlAlias> | undefined;
}

/** A key with its value. */
export interface YamlPair extends Located {
  /** From the key (or the `?` of an explicit one) to the end of the value's content. */
  readonly span: Span;
  readonly key: YamlNode | undefined;
  readonly value: YamlNode | undefined;
  /** The offset of the `:`; nothing where it is not (yet) typed. */
  readonly colon: number | undefined;
  /** Whether a template action stands where the value would, so that a value must be assumed. */
  readonly templated: boolean;
}

/** An item of a sequence. */
export interface YamlItem extends Located {
  /** From the dash of a block item (or the value of a flow item) to the end of the value's content. */
  readonly span: Span;
  readonly value: YamlNode | undefined;
  readonly templated: boolean;
}

/** A fault that the YAML reader passed over. */
export interface YamlError extends Located {
  readonly message: string;
}

/** One document of a stream. */
export interface YamlDocument {
  /** The chunk's text as it stands in the file. */
  readonly text: string;
  readonly root: YamlNode | undefined;
  /** The faults found while reading, in the order of the text; always empty where the text holds template actions. */
  readonly errors: readonly YamlError[];
  /** Why nothing of the document was read, so that it has no root; it stands in `errors` too. Nothing for one that was read. */
  readonly unread: YamlError | undefined;
  /** The Go-template actions in the text, in its order; empty for ordinary YAML. */
  readonly actions: readonly TemplateAction[];
  /** The nodes that at least one alias repeats: a change of them changes several places. */
  readonly shared: ReadonlySet<YamlNode>;
}

/** One `{{ … }}` of a Go template. */
export interface TemplateAction extends Located {
  /**
   * `output`: puts text there · `open`, `middle`, `close`: `if`, `with`, `range`, `block`, `define` · `else` · `end` ·
   * `silent`: a comment or an assignment, which leaves nothing.
   */
  readonly role: 'output' | 'open' | 'middle' | 'close' | 'silent';
  /** Whether only white space and other actions share its lines. */
  readonly alone: boolean;
  /** The column (from 0) at which its output stands: the argument of `indent`/`nindent` where there is one, else its own column. */
  readonly indent: number;
}
