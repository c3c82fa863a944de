import { lineEndOf } from '../../../dockerfile/edits.js';
import { commandsOf } from '../../../dockerfile/shell/commands.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { hasOption, packageCalls, type PackageCall } from '../packages.js';
import { isBefore, lastInStage } from '../stage-facts.js';
import { unusedRefresh } from './refreshes.js';

export const aptUpdateAlone: Rule = {
  id: 'apt-update-alone',
  title: 'List of packages in a layer of its own',
  severity: 'warning',
  on: true,
  standards: { cis: ['4.7'], cwe: [1104] },
  aliases: {
    trivy: ['DS-0017'],
    kics: ['9bae49be-0aa3-4de5-bab2-4c3a069e40cd'],
    checkov: ['CKV_DOCKER_5'],
    dockle: ['CIS-DI-0007'],
    sonar: ['S6595'],
  },

  mentions: ['apt-get', 'apt', 'aptitude', 'apk'],
  instruction: { RUN: alone, ONBUILD: alone },
};

function* alone(instruction: Instruction): Iterable<Problem> {
  const refresh = unusedRefresh(instruction);
  if (!refresh?.verb) return;
  if (refresh.manager === 'apk' && !isBefore(instruction, instruction.stage && lastApkAdd(instruction.stage))) return;

  yield {
    at: refresh.verb,
    message: say`This list of packages stays in the build cache: a later install goes by the old one, without the security updates made since.`,
    fixes: merged(instruction, refresh),
  };
}

/** The last RUN whose apk goes by the list that is there: it fetches it anew where it is told to keep no cache, or to update it. */
const lastApkAdd = lastInStage(
  (instruction) =>
    instruction.keyword === 'RUN' &&
    packageCalls(instruction).some(
      (call) =>
        call.manager === 'apk' &&
        call.action === 'install' &&
        !hasOption(call, 'no-cache', 'update', 'update-cache', 'U'),
    ),
);

/** One RUN of this and the next one, where that installs packages and both are nothing but commands joined by `&&`. */
function merged(instruction: Instruction, { manager }: PackageCall): readonly Fix[] {
  const { stage } = instruction;
  const next = stage?.instructions[stage.instructions.indexOf(instruction) + 1];
  if (!stage || next?.keyword !== 'RUN' || !isPlain(instruction) || !isPlain(next)) return [];
  if (instruction.flags.map(({ text }) => text).join() !== next.flags.map(({ text }) => text).join()) return [];
  if (!packageCalls(next).some((call) => call.manager === manager && call.action === 'install')) return [];
  // Directories and settings of the shell would reach into the other RUN.
  if (commandsOf(instruction).some(({ words }) => /^(?:cd|set|export|)$/.test(words[0]?.text ?? ''))) return [];
  const [first, second] = [instruction.args[0], next.args[0]];
  const { text, escape } = stage.dockerfile;
  if (!first || !second || text.slice(instruction.span.end, next.span.start).trim() !== '') return [];
  const newText = ` ${escape}${lineEndOf(stage.dockerfile)}    && `;
  const edit = { start: first.span.end, end: second.span.start, newText };
  return [
    {
      title: say`Join it with the next RUN, which installs`,
      applicability: 'safe',
      changes: () => [{ op: 'text', edits: [edit] }],
    },
  ];
}

function isPlain({ form, args, heredocs }: Instruction): boolean {
  const text = args[0]?.text ?? '';
  return form === 'shell' && heredocs.length === 0 && /^(?:[^;|&\n#]|&&)+$/.test(text);
}
