import { removeArguments } from '../../../dockerfile/edits.js';
import { realBase } from '../../../dockerfile/stages.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { stageMentions } from './on-purpose.js';
import { exposedPorts, type ExposedPort } from './ports.js';

export const exposeAdminPort: Rule = {
  id: 'expose-admin-port',
  title: 'Declared port of a way to administer machines',
  severity: 'info',
  on: true,
  standards: { cwe: [284] },
  aliases: {
    trivy: ['DS-0004'],
    kics: ['5907595b-5b6d-4142-b173-dbb0e73fbff8'],
    checkov: ['CKV_DOCKER_1'],
    sonar: ['S6473'],
  },

  instruction: { EXPOSE: adminPorts, ONBUILD: adminPorts },
};

interface AdminPort {
  readonly service: string;
  /** Where a base or an instruction says this, the service is what the image is for. */
  readonly purpose?: RegExp;
}

const ssh = /sshd|\sssh(?!\S)|openssh|dropbear|gitea|forgejo|gitlab|gogs|gitolite|bastion|sftp/i;
const cluster = /\bk3s|\bk0s|\bkind(?:est)?\b|rancher|rke2|minikube|microk8s|kubelet|kube-apiserver|kubeadm/i;
/** Well-known TCP ports (IANA's registry; 2375 and 2376 docker, 10250 kubelet, 6443 kube-apiserver). */
const ports: ReadonlyMap<number, AdminPort> = new Map([
  [21, { service: 'FTP', purpose: /ftpd|pure-?ftp/i }],
  [22, { service: 'SSH', purpose: ssh }],
  [23, { service: 'Telnet' }],
  [2375, { service: 'the Docker daemon without TLS' }],
  [2376, { service: 'the Docker daemon', purpose: /dockerd|\bdind\b/i }],
  [3389, { service: 'remote desktops', purpose: /xrdp/i }],
  [5900, { service: 'VNC', purpose: /vncserver|(?:x11|tiger|tight|turbo|kasm)vnc/i }],
  [6443, { service: 'the Kubernetes API server', purpose: cluster }],
  [10250, { service: 'the kubelet', purpose: cluster }],
]);
/** A range of more ports than this, as passive FTP and media servers have, says nothing of one of them. */
const widestRange = 100;

function* adminPorts(instruction: Instruction): Iterable<Problem> {
  const found = exposedPorts(instruction).flatMap((exposed) => {
    const admin = adminPort(exposed, instruction.stage);
    return admin ? [{ exposed, admin }] : [];
  });
  // A range declares other ports, too.
  const single = found.flatMap(({ exposed }) => (exposed.from === exposed.to ? [exposed] : []));
  const fixes = removePorts(instruction, single);
  for (const { exposed, admin } of found) {
    yield {
      at: exposed.word,
      message: say`'EXPOSE ${exposed.text}' declares the port of ${admin.service}: with 'docker run -P' the host offers it to everybody who can reach the host.`,
      fixes: exposed.from === exposed.to ? fixes : [],
    };
  }
}

function adminPort({ from, to, protocol }: ExposedPort, stage: Stage | undefined): AdminPort | undefined {
  if (protocol !== 'tcp' || to - from > widestRange) return undefined;
  for (const [port, admin] of ports) {
    if (port >= from && port <= to && !(stage && isMeant(stage, admin))) return admin;
  }
  return undefined;
}

function isMeant(stage: Stage, { purpose }: AdminPort): boolean {
  if (!purpose) return false;
  const base = realBase(stage);
  return (base.kind === 'image' && purpose.test(base.text.text)) || stageMentions(stage, purpose);
}

/** One fix for all, because those of neighbours would overlap. */
function removePorts(instruction: Instruction, ports: readonly ExposedPort[]): readonly Fix[] {
  if (ports.length === 0 || !instruction.stage) return [];
  const [first] = ports;
  const title =
    ports.length === 1 ? say`Remove '${first?.text ?? ''}' from EXPOSE` : say`Remove ${ports.length} ports from EXPOSE`;
  const edits = removeArguments(instruction.stage.dockerfile, instruction, new Set(ports.map(({ word }) => word)));
  return edits ? [{ title, applicability: 'hardening', changes: () => [{ op: 'text', edits }] }] : [];
}
