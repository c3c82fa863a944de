import { mayMention } from '../../../dockerfile/shell/mentions.js';
import { lookUp } from '../../../dockerfile/scope.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { addFlag, hasOption, packageCalls } from '../packages.js';
import { firstInChain } from '../stage-facts.js';

export const npmInstallScripts: Rule = {
  id: 'npm-install-scripts',
  title: 'Packages that run scripts of their own',
  severity: 'hint',
  on: false,
  standards: { nsa: 'Building secure container images', cwe: [506, 829] },
  aliases: { sonar: ['S6505'] },

  mentions: ['npm', 'yarn', 'pnpm'],
  instruction: { RUN: withScripts, ONBUILD: withScripts },
};

const flag = '--ignore-scripts';

function* withScripts(instruction: Instruction): Iterable<Problem> {
  for (const call of packageCalls(instruction)) {
    const { manager, action, verb, toolWord } = call;
    if (action !== 'install' || (manager !== 'npm' && manager !== 'yarn' && manager !== 'pnpm')) continue;
    // Later Yarns take `--mode=skip-build` and know no flag for scripts.
    if (
      hasOption(call, 'ignore-scripts', 'mode', 'immutable', 'package-lock-only', 'dry-run') ||
      isSwitchedOff(instruction)
    )
      continue;

    yield {
      at: verb ?? toolWord,
      message: say`Each package, however deep in the tree, may run commands here while it is installed: one that was taken over is enough.`,
      fixes: [
        {
          title: say`Add '${flag}'`,
          applicability: 'hardening',
          preferred: false,
          changes: () => [{ op: 'text', edits: [addFlag(call, flag)] }],
        },
      ],
    };
  }
}

const own = /ignore[-_]scripts[ =]true|npm_config_ignore_scripts=|YARN_ENABLE_SCRIPTS=/i;
const setting = firstInChain((instruction) => instruction.keyword === 'RUN' && mayMention(instruction, own));
const names = ['npm_config_ignore_scripts', 'NPM_CONFIG_IGNORE_SCRIPTS', 'YARN_ENABLE_SCRIPTS'];

/** `npm config set ignore-scripts true`, or the variable in a RUN or before it. */
function isSwitchedOff({ stage, state }: Instruction): boolean {
  return (stage && setting(stage)) !== undefined || names.some((name) => lookUp(state.variables, name).kind === 'set');
}
