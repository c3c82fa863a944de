import { sourceText, type MappedText } from '../dockerfile/mapped-text.js';
import { parseDockerfile } from '../dockerfile/parse.js';
import { commandsIn } from '../dockerfile/shell/commands.js';
import { parseScript } from '../dockerfile/shell/script.js';
import type { SimpleCommand } from '../dockerfile/shell/tree.js';
import type { Instruction } from '../dockerfile/tree.js';
import type { Located } from '../text/span.js';
import { mappedScalar, maskedSource } from './shell-text.js';
import { recipesOf } from './makefile.js';
import { walkDocument } from './scalars.js';
import type { YamlDocument } from '../yaml/tree.js';

/** A text outside of Dockerfiles that a shell runs. */
export interface PipelineScript {
  readonly commands: readonly SimpleCommand[];
  /** The text of the file or document that it stands in. */
  readonly source: string;
  /** Where to point if places within the text cannot be told, so that nothing in it can be changed. */
  readonly whole: Located | undefined;
  /** Whether a comma would end the scalar that it stands in. */
  readonly isInFlow: boolean;
}

/** Keys whose texts are for people; commands in them are examples. */
const prose =
  /^(?:name|title|summary|desc|description|doc|docs|documentation|help|usage|note|notes|comment|message|msg|examples?)$/i;

/** The texts of a document in which all that a pattern wants stands and that a shell may run: any scalar, for each CI calls them otherwise. */
export function scriptsOf(document: YamlDocument, wanted: (text: string) => boolean): readonly PipelineScript[] {
  const scripts: PipelineScript[] = [];
  walkDocument(document, {
    scalar({ scalar, key, isInFlow }) {
      const { start, end } = scalar.span;
      if (prose.test(key ?? '') || !wanted(maskedSource(document, start, end))) return;
      const mapped = mappedScalar(document, scalar);
      const text = mapped ?? { text: scalar.text, pieces: [{ at: 0, start, end: start }] };
      const breaksAtComma = isInFlow && scalar.style === 'plain';
      const whole = mapped ? undefined : scalar;
      scripts.push({ commands: commandsOf(text), source: document.text, whole, isInFlow: breaksAtComma });
    },
  });
  return scripts;
}

/** The text of a file for a shell or for make, likewise; of a Makefile each recipe line is a script of its own. */
export function scriptsIn(
  text: string,
  kind: 'shellscript' | 'makefile',
  wanted: (text: string) => boolean,
): readonly PipelineScript[] {
  const texts = kind === 'makefile' ? recipesOf(text, wanted) : wanted(text) ? [sourceText(text, 0, text.length)] : [];
  return texts.map((mapped) => ({
    commands: commandsOf(mapped),
    source: text,
    whole: undefined,
    isInFlow: false,
  }));
}

let nowhere: Instruction | undefined;

/** Commands know the instruction that they stand in; these stand in none, so that one is made for all of them. */
function commandsOf(text: MappedText): readonly SimpleCommand[] {
  nowhere ??= parseDockerfile('RUN :').instructions[0];
  return nowhere ? commandsIn(parseScript(text, 'string', nowhere)) : [];
}
