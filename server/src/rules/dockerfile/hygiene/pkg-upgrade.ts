import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { packageCalls } from '../packages.js';

export const pkgUpgrade: Rule = {
  id: 'pkg-upgrade',
  title: 'Upgrade of the packages of the base image',
  severity: 'hint',
  on: false,
  aliases: {
    hadolint: ['DL3005', 'DL3017', 'DL3031', 'DL3035', 'DL3039'],
    trivy: ['DS-0024'],
    kics: [
      '682fe378-c180-4bd5-8a14-95fc285fb269', '989ab888-7d1e-410f-9dde-c64a1d367bf2', '09fda05e-da85-4ee7-ab8d-2800a5e6e756',
      '8f6456be-0018-46db-9ce6-b3b6dc8d34d2', 'd4895357-dd49-4ba5-b726-1bb81cb50989',
    ], // prettier-ignore
    dockle: ['DKL-DI-0003'],
    semgrep: [
      'avoid-apt-get-upgrade', 'avoid-apk-upgrade', 'avoid-dnf-update', 'avoid-yum-update', 'avoid-zypper-update',
    ], // prettier-ignore
  },

  mentions: ['apt-get', 'apt', 'aptitude', 'apk', 'yum', 'dnf', 'dnf5', 'microdnf', 'tdnf', 'zypper', 'pacman'],
  instruction: { RUN: upgrades, ONBUILD: upgrades },
};

function* upgrades(instruction: Instruction): Iterable<Problem> {
  for (const { action, verb, tool, operands } of packageCalls(instruction)) {
    if (action !== 'upgrade' || !verb || operands.length > 0) continue;

    yield {
      at: verb,
      message: say`'${tool} ${verb.text}' changes the base image by the day of the build, and not again while the layer is cached: take a newer base image.`,
    };
  }
}
