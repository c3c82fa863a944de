import { pairsOf } from '../../../dockerfile/arguments.js';
import { addFlag } from '../../../dockerfile/edits.js';
import { mountsOf } from '../../../dockerfile/mounts.js';
import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import { mayMention } from '../../../dockerfile/shell/mentions.js';
import { requireSyntax } from '../../../dockerfile/syntax.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix } from '../../../engine/rule.js';
import type { Edit } from '../../../text/edit.js';
import { remember } from '../../../text/remember.js';
import { leaksOf } from './mounted-secrets.js';

/** `env=` came with version 1.10 of the Dockerfile frontend (docs.docker.com/reference/dockerfile, RUN --mount=type=secret). */
const envSyntax = 10;

/** How the instructions after a definition use a variable. */
export interface VariableUses {
  /** The RUNs that name it. */
  readonly runs: readonly Instruction[];
  /** The RUNs that do not, but may read it from their environment. */
  readonly readers: readonly Instruction[];
  /** Whether an instruction that no mount reaches names it: COPY, LABEL, ENV, FROM, CMD. */
  readonly isNamedElsewhere: boolean;
}

/** Finds the uses of a variable after the instruction that defines it, in its stage and those that are built from it. */
export function usesOf(name: string, definition: Instruction, stage: Stage): VariableUses {
  const named = new RegExp(`(?<!\\w)${name.replace(/\W/g, '\\$&')}(?!\\w)`);
  const own = stage.instructions.slice(stage.instructions.indexOf(definition) + 1);
  const later = builtFrom(stage);
  const scope = [...own, ...later.flatMap(({ instructions }) => instructions)];
  const runs: Instruction[] = [];
  const readers: Instruction[] = [];
  let isNamedElsewhere = later.some(({ from }) => named.test(from.line.text));
  for (const one of scope) {
    const isRun = one.keyword === 'RUN';
    const isNamed = named.test(one.line.text) || one.heredocs.some(({ body }) => named.test(body));
    if (isRun && isNamed) runs.push(one);
    else if (isRun && mayReadEnvironment(one)) readers.push(one);
    // Another ARG of that name has a fix of its own.
    else if (isNamed && one.keyword !== 'ARG') isNamedElsewhere = true;
  }
  return { runs, readers, isNamedElsewhere };
}

/** The stages that are built from a stage, at once or by way of others. A stage stands below the one that it is built from. */
function builtFrom(stage: Stage): readonly Stage[] {
  const family = new Set([stage]);
  for (const other of stage.dockerfile.stages) {
    if (other.base.kind === 'stage' && family.has(other.base.stage)) family.add(other);
  }
  return [...family].slice(1);
}

/** Whether another instruction of the stage sets the variable as well. */
export function isSetElsewhere(name: string, instruction: Instruction, stage: Stage): boolean {
  const setters = settersIn(stage).get(name);
  return setters !== undefined && (setters.size > 1 || !setters.has(instruction));
}

const settersIn = remember(({ instructions }: Stage): ReadonlyMap<string, ReadonlySet<Instruction>> => {
  const setters = new Map<string, Set<Instruction>>();
  for (const instruction of instructions) {
    // A label of that name is no variable.
    for (const { name } of instruction.keyword === 'LABEL' ? [] : pairsOf(instruction)) {
      const known = setters.get(name.text);
      if (known) known.add(instruction);
      else setters.set(name.text, new Set([instruction]));
    }
  }
  return setters;
});

/** Programs that no variable but their own changes. */
const deaf =
  /^(?:apk|apt|apt-get|dnf|yum|microdnf|mkdir|rm|rmdir|cp|mv|ln|chmod|chown|touch|echo|printf|cd|set|true|test|\[|useradd|groupadd|adduser|addgroup|usermod|tar|unzip|gunzip|sed|grep|cat|ls|find|sha256sum|corepack|curl|wget|:)$/;

function mayReadEnvironment(run: Instruction): boolean {
  const commands = commandsOf(run);
  return commands.length === 0 || commands.some((command) => !deaf.test(invocationOf(command)?.name ?? 'true'));
}

/** Package managers, which fill variables into their settings: `${NPM_TOKEN}` in `.npmrc`. */
const managers = /\b(?:npm|npx|yarn|pnpm|bun|pip3?|uv|poetry|bundle|composer|mvnw?|gradlew?|cargo|go|dotnet|nuget)\b/;

/** The RUNs that speak of what the variable is called after, as `SENTRY_AUTH_TOKEN` is after `sentry-cli`; else those with package managers. */
function likelyReaders(name: string, readers: readonly Instruction[]): readonly Instruction[] {
  const [owner = name] = /[A-Za-z0-9]+/.exec(name) ?? [];
  const whose = new RegExp(`\\b${owner}\\b`, 'i');
  const called = readers.filter((run) => mayMention(run, whose));
  return called.length > 0 ? called : readers.filter((run) => mayMention(run, managers));
}

/**
 * The fix that takes the definition of a variable away and lends it to the RUNs that use it. None where something else needs it, or
 * a RUN would write it to the image all the same.
 */
export function lendVariable(
  name: string,
  { runs, readers, isNamedElsewhere }: VariableUses,
  stage: Stage,
  removal: readonly Edit[],
): readonly Fix[] {
  if (isNamedElsewhere || !/^[A-Za-z_]\w*$/.test(name)) return [];
  const users = runs.length > 0 ? runs : likelyReaders(name, readers);
  if (users.length === 0) {
    if (readers.length > 0) return [];
    return [
      {
        title: say`Remove '${name}': no step uses it`,
        applicability: 'hardening',
        changes: () => [{ op: 'text', edits: removal }],
      },
    ];
  }
  const syntax = requireSyntax(stage.dockerfile, envSyntax);
  if (!syntax || users.some((run) => leaksOf(run, [name]).length > 0)) return [];
  const id = name.toLowerCase();
  const flags = users
    .filter((run) => !mountsOf(run).some(({ options }) => options.get('env')?.text === name))
    .flatMap((run) => addFlag(run, `--mount=type=secret,id=${id},env=${name}`));
  return [
    {
      title: say`Mount '${name}' as a build secret (--secret id=${id})`,
      applicability: 'placeholder',
      command: `docker build --secret id=${id},env=${name} .`,
      changes: () => [{ op: 'text', edits: [...syntax, ...removal, ...flags] }],
    },
  ];
}
