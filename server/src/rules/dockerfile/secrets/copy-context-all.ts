import { parseIgnoreFile } from '../../../dockerfile/ignore-file.js';
import type { Word } from '../../../dockerfile/mapped-text.js';
import { mountsOf } from '../../../dockerfile/mounts.js';
import { isInFinalImage } from '../../../dockerfile/stages.js';
import type { Dockerfile, Instruction, Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { remember } from '../../../text/remember.js';
import { nothing } from '../nothing.js';

export const copyContextAll: Rule = {
  id: 'copy-context-all',
  title: 'Whole build context copied',
  severity: 'info',
  on: true,
  standards: { cis: ['4.10'], nsa: 'Building secure container images', cwe: [538] },
  aliases: { dockle: ['DKL-LI-0003'], sonar: ['S6470'] },

  dockerfile(dockerfile) {
    return dockerfile.ignoreFile === undefined ? nothing : wholeContext(dockerfile, dockerfile.ignoreFile);
  },
};

/** What lies in many projects and belongs into few images. */
interface Unwanted {
  /** A path that tells whether the file has a pattern for it. */
  readonly path: string;
  /** Without the slashes and stars in front that make it hold in all directories: a pattern holds at the root alone. */
  readonly pattern: string;
  readonly except?: string;
  /** A path that an instruction names for it: then it is wanted. */
  readonly named: RegExp;
  /** Whether it is worth a finding; the others are for the fix. */
  readonly isTold?: true;
}

const unwanted: readonly Unwanted[] = [
  { path: '.git', pattern: '.git', named: /(?:^|\/)\.git(?:\/|$)/, isTold: true },
  { path: '.env', pattern: '.env*', except: '.env.example', named: /(?:^|\/)\.env[^/]*$/, isTold: true },
  { path: 'server.pem', pattern: '*.pem', named: /\.pem$/ },
  { path: 'server.key', pattern: '*.key', named: /\.key$/ },
  { path: 'node_modules', pattern: 'node_modules', named: /(?:^|\/)node_modules(?:\/|$)/ },
];

/** One finding for the file: what mends it is a few lines of `.dockerignore`, however many steps copy. */
function* wholeContext({ stages }: Dockerfile, ignoreFile: string): Iterable<Problem> {
  const copying = stages.filter((stage) => firstWhole(stage) !== undefined);
  const stage = copying.find(isInFinalImage) ?? copying[0];
  const copied = stage && firstWhole(stage);
  if (!copied) return;
  const patterns = parseIgnoreFile(ignoreFile);
  const left = unwanted.filter(
    ({ path, named }) =>
      !patterns.ignores(path) && !stages.some((each) => namedPaths(each).some((one) => named.test(one))),
  );
  const told = left.filter(({ isTold }) => isTold);
  if (told.length === 0) return;
  const names = told.map(({ path }) => `'${path}'`).join(' and ');
  yield {
    at: copied,
    message:
      ignoreFile === ''
        ? say`All of the build context is copied, and no '.dockerignore' keeps ${names} out: whoever gets the layer gets the secrets and the history in them.`
        : say`All of the build context is copied, and '.dockerignore' does not keep ${names} out: whoever gets the layer gets what is in there.`,
    ...(!isInFinalImage(stage) && { severity: 'hint' }),
    fixes: [keepOut(left)],
  };
}

/** A build may want some of it after all, a version from `.git` or settings from `.env.production`: nobody's first choice unseen. */
function keepOut(left: readonly Unwanted[]): Fix {
  return {
    title: say`Add ${left.map(({ pattern }) => `'${pattern}'`).join(', ')} to '.dockerignore'`,
    applicability: 'hardening',
    preferred: false,
    elsewhere: {
      file: 'dockerignore',
      patterns: left.flatMap(({ pattern, except }) => [`**/${pattern}`, ...(except ? [`!**/${except}`] : [])]),
    },
    changes: () => [],
  };
}

/** The source of the first step of a stage that copies all. */
const firstWhole = remember(({ instructions }: Stage): Word | undefined => {
  for (const instruction of instructions) {
    const word = wholeSource(instruction.sub ?? instruction);
    if (word) return word;
  }
  return undefined;
});

function wholeSource({ keyword, flags, args }: Instruction): Word | undefined {
  if ((keyword !== 'COPY' && keyword !== 'ADD') || flags.some(({ name }) => name === 'from' || name === 'exclude'))
    return undefined;
  return args.slice(0, -1).find(({ text }) => /^(?:\.?\/)*(?:\.|\*)?$/.test(text));
}

/** The paths of the context that the steps of a stage name: what they copy and what they mount. */
const namedPaths = remember(({ instructions }: Stage): readonly string[] => {
  const paths: string[] = [];
  for (const outer of instructions) {
    const instruction = outer.sub ?? outer;
    const { keyword, flags, args } = instruction;
    if (keyword === 'RUN' && flags.length > 0) {
      for (const { type, options } of mountsOf(instruction)) {
        const source = type === 'bind' && !options.has('from') ? options.get('source') : undefined;
        if (source) paths.push(source.text);
      }
    } else if ((keyword === 'COPY' || keyword === 'ADD') && !flags.some(({ name }) => name === 'from')) {
      for (const { text } of args.slice(0, -1)) paths.push(text);
    }
  }
  return paths;
});
