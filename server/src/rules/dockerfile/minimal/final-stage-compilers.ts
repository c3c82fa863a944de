import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { appendCommand } from '../hygiene/layers.js';
import { installedPackages, removals, type Installed } from './installed.js';
import { lastUse } from './uses.js';

/** Compilers and what only they read. Headers of one library are not among them: some images are made to build against it. */
const compilers = [
  'gcc', 'g++', 'gcc-c++', 'clang', 'make', 'cmake', 'build-essential', 'build-base', 'alpine-sdk', 'base-devel', 'cargo', 'rust',
  'rustc', 'golang', 'golang-go', 'go', 'autoconf', 'automake', 'python3-dev', 'python-dev', 'python3-devel', 'linux-headers', 'musl-dev', 'libc-dev',
  'libc6-dev', 'binutils', 'bison', 'flex',
]; // prettier-ignore
const names = new Set(compilers);

export const finalStageCompilers: Rule = {
  id: 'final-stage-compilers',
  title: 'Compilers in the final image',
  severity: 'hint',
  on: true,

  mentions: compilers.map((name) => name.replace(/\+.*$/, '')),
  instruction: { RUN: left },
};

function* left(run: Instruction): Iterable<Problem> {
  const found = installedPackages(run).filter(({ name }) => names.has(name));
  const [first] = found;
  if (!first) return;
  // One finding for a step: what else it installs to build with goes the same way.
  const all = [...new Set(found.map(({ name }) => name))];
  const shown =
    all.length > 3 ? `'${all[0] ?? ''}', '${all[1] ?? ''}' and ${all.length - 2} more` : `'${all.join("', '")}'`;
  yield {
    at: first.word,
    message: say`${shown} ${all.length === 1 ? 'stays' : 'stay'} in the image: whoever breaks in can build tools in it, and what the compiler brings has to be kept up to date. Build in a stage of its own.`,
    fixes: removedAtEnd(run, first, all),
  };
}

/** Only where the RUN itself compiles, and nothing after it does. */
function removedAtEnd(run: Instruction, { call }: Installed, all: readonly string[]): readonly Fix[] {
  const removal = removals[call.manager];
  const dockerfile = run.stage?.dockerfile;
  if (removal === undefined || !dockerfile || run.innerComments.length > 0) return [];
  if (lastUse(dockerfile, builders) !== run.span.start) return [];
  const edits = appendCommand(run, call, `${removal} ${all.join(' ')}`);
  if (!edits) return [];
  return [
    {
      title: say`Remove ${all.length === 1 ? 'it' : 'them'} at the end of this RUN, which alone builds`,
      applicability: 'hardening',
      // Libraries that the result needs may go with the compiler (libgomp1, libstdc++), so a person should look.
      kind: 'refactoring',
      changes: () => [{ op: 'text', edits }],
    },
  ];
}

/** What runs a compiler, perhaps. */
const builders = (
  'gcc cc g++ clang make cmake ninja cargo rustc go pip uv poetry npm pnpm yarn node-gyp gem bundle cpan cpanm pecl docker-php-ext-install phpize ' +
  'configure setup.py luarocks mix rebar3 stack cabal ld as install.r install2.r Rscript R'
).split(' ');
