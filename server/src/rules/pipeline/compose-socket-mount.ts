import { say, type Message } from '../../engine/message.js';
import type { Fix, Rule } from '../../engine/rule.js';
import {
  composeServices,
  servicesKey,
  socketMounts,
  type ComposeService,
  type SocketMount,
} from '../../pipeline/compose.js';
import { remove } from '../../yaml/change.js';
import type { YamlNode } from '../../yaml/tree.js';

export const composeSocketMount: Rule = {
  id: 'compose-socket-mount',
  title: 'Compose service that gets the container runtime',
  severity: 'warning',
  on: true,
  standards: { cwe: [250] },
  aliases: { kics: ['d6355c88-1e8d-49e9-b2f2-f8a1ca12c75b'], semgrep: ['exposing-docker-socket-volume'] },

  mentions: ['sock', 'use_api_socket'],
  wants: servicesKey,

  *document(document) {
    // What an anchor or a merge key repeats is written once.
    const seen = new Set<YamlNode>();
    for (const service of composeServices(document)) {
      if (isProxy(service)) continue;
      for (const mount of socketMounts(service)) {
        if (seen.has(mount.written)) continue;
        seen.add(mount.written);
        yield { at: mount.written, message: messageFor(service, mount), fixes: without(service, mount) };
      }
    }
  },
};

/** A proxy lets through what it is told to, which is what one does instead; something has to hold the socket. */
function isProxy({ value }: ComposeService): boolean {
  return /socket-?proxy/i.test(value.get('image').text ?? '');
}

function messageFor({ name }: ComposeService, { of, access }: SocketMount): Message {
  if (of === 'user') {
    return say`Service '${name}' gets the socket of a container runtime: whoever breaks into it has all rights of the user who runs that.`;
  }
  switch (access) {
    case 'api':
      return say`Service '${name}' gets the socket of the container runtime and the logins for registries: whoever breaks into it can start containers as root and so owns the host.`;
    case 'read-only':
      return say`Service '${name}' gets the socket of the container runtime, so whoever breaks into it owns the host: read-only protects the file, not what is said over it.`;
    case 'any':
      return say`Service '${name}' gets the socket of the container runtime: whoever breaks into it can start containers as root and so owns the host.`;
  }
}

function without({ name }: ComposeService, { access, value }: SocketMount): readonly Fix[] {
  if (value.shared) return [];
  const title =
    access === 'api'
      ? say`Remove 'use_api_socket' of service '${name}'`
      : say`Do not mount the socket into service '${name}'`;
  return [{ title, applicability: 'hardening', preferred: false, changes: () => [remove(value)] }];
}
