import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { removeCommand, removeWords } from '../../../dockerfile/shell/edits.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { ShellWord, SimpleCommand } from '../../../dockerfile/shell/tree.js';
import { stageChain } from '../../../dockerfile/stages.js';
import type { Dockerfile, Instruction, Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import type { Edit } from '../../../text/edit.js';
import { packageCalls } from '../packages.js';
import { mergeDeletions, removeSegments } from '../remove-segments.js';
import { stageMentions } from './on-purpose.js';

export const sshdInImage: Rule = {
  id: 'sshd-in-image',
  title: 'SSH server in an image',
  severity: 'warning',
  on: true,
  standards: { cis: ['5.7'], cwe: [1125] },

  mentions: ['openssh-server', 'dropbear', 'sshd', 'ssh'],
  *dockerfile(dockerfile) {
    const { finalStage } = dockerfile;
    if (!finalStage || isMeant(finalStage)) return;
    const installed = installedServers(finalStage);
    for (const server of installed) {
      yield {
        at: server.word,
        message: say`'${server.word.text}' is a second way into the container, with passwords and keys of its own that no 'kubectl exec' or 'docker exec' needs: one stolen key is enough to get in.`,
        fixes: removeServer(dockerfile, finalStage, server),
      };
    }
    if (installed.length > 0) return;
    for (const word of startedServers(finalStage)) {
      yield {
        at: word,
        message: say`'${word.text}' is a second way into the container, with passwords and keys of its own that no 'kubectl exec' or 'docker exec' needs: one stolen key is enough to get in.`,
      };
    }
  },
};

/** Images whose very purpose is to be reached by SSH: jump hosts, git and SFTP servers, the workers of MPI. */
const purpose =
  /bastion|jump[- ]?(?:host|box|server)|git-shell|gitea|gitolite|gitlab|forgejo|gogs|sftp|openmpi|mpirun/i;

function isMeant(stage: Stage): boolean {
  const said = stage.dockerfile.comments.some(({ text }) => purpose.test(text));
  return said || stageMentions(stage, purpose);
}

/** A package with an SSH server, as a word of the command that installs it. */
interface InstalledServer {
  readonly word: ShellWord;
  readonly command: SimpleCommand;
  readonly packages: readonly ShellWord[];
}

/** Debian's `ssh` stands for the client and the server. */
const servers = /^(?:openssh-server|dropbear)(?:$|[=:/-](?!client|dbclient|convert))/;

function installedServers(stage: Stage): readonly InstalledServer[] {
  const runs = stageChain(stage).flatMap(({ instructions }) =>
    instructions.filter(({ keyword, line, heredocs }) => {
      const mayInstall = (text: string): boolean => /openssh-server|dropbear|\sssh\b/.test(text);
      return keyword === 'RUN' && (mayInstall(line.text) || heredocs.some(({ body }) => mayInstall(body)));
    }),
  );
  return runs.flatMap(packageCalls).flatMap(({ manager, action, verb, command, operands: packages }) => {
    if (action !== 'install' || verb?.text === 'build-dep') return [];
    return packages
      .filter(({ text }) => servers.test(text) || (text === 'ssh' && manager === 'apt'))
      .map((word) => ({ word, command, packages }));
  });
}

function startedServers({ end }: Stage): readonly ShellWord[] {
  const started = [end.entrypoint, end.command].filter((one): one is Instruction => one !== undefined);
  return started.flatMap(commandsOf).flatMap((command) => {
    const invocation = invocationOf(command);
    if (invocation?.name === 'sshd' || invocation?.name === 'dropbear') return [invocation.nameWord];
    // `service ssh start` of Debian.
    const isService = invocation?.name === 'service' && /^sshd?$/.test(invocation.args[0]?.text ?? '');
    return isService && invocation.args[0] ? [invocation.args[0]] : [];
  });
}

const use = /sshd|\/etc\/ssh\/|ssh-keygen\s+-A|service\s+ssh\b|\/etc\/dropbear|dropbear(?:key|\s+-)/;

/** Only where nothing else needs the server: what sets it up or starts it would fail. */
function removeServer(dockerfile: Dockerfile, stage: Stage, server: InstalledServer): readonly Fix[] {
  const { word, command, packages } = server;
  if (stageMentions(stage, use)) return [];
  const edits =
    packages.length === 1 ? removeInstallation(dockerfile, command) : removeWords(dockerfile, command, [word]);
  if (!edits) return [];
  return [
    { title: say`Do not install '${word.text}'`, applicability: 'hardening', changes: () => [{ op: 'text', edits }] },
  ];
}

/** Takes an installation out, and with the only one of a RUN what fetches lists of packages for it and clears up after it. */
function removeInstallation(dockerfile: Dockerfile, command: SimpleCommand): readonly Edit[] | undefined {
  const { instruction } = command.script;
  const calls = packageCalls(instruction);
  const serves = (one: SimpleCommand): boolean =>
    one === command ||
    calls.some(({ command: call, action }) => call === one && (action === 'refresh' || action === 'clean')) ||
    (invocationOf(one)?.name === 'rm' && one.words.some(({ text }) => /^\/var\/(?:lib\/apt|cache)\//.test(text)));
  const isOnly = !calls.some(
    (call) => call.command !== command && call.action !== 'refresh' && call.action !== 'clean',
  );
  if (!isOnly) return removeCommand(dockerfile, command);
  const edits = removeSegments(instruction, new Set(commandsOf(instruction).filter(serves)));
  return edits && mergeDeletions(edits);
}
