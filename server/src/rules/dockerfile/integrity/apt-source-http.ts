import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { aptSources, type SourcePart } from './apt-sources.js';
import { hasCertificates } from './certificates.js';
import { isPrivateHost } from './hosts.js';

export const aptSourceHttp: Rule = {
  id: 'apt-source-http',
  title: 'Repository of apt over plain HTTP',
  severity: 'hint',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [319] },

  mentions: ['deb', 'deb-src', 'URIs'],
  instruction: { RUN: plain, COPY: plain, ONBUILD: plain },
};

function* plain(instruction: Instruction): Iterable<Problem> {
  for (const { uri, isSigned, trusted } of aptSources(instruction)) {
    const [, host = '', path = ''] = /^http:\/\/(?:[^@/]*@)?([^/\s$]+)(?=[/\s]|$)([^\s]*)/.exec(uri.text) ?? [];
    if (host === '' || isSigned || trusted || isPrivateHost(host) || isOfDistribution(host, path)) continue;

    const fix = overTls(instruction, uri);
    yield {
      at: uri,
      message: say`'${host}' is asked over plain HTTP: its packages stay signed, but who is in between sees what is installed and can hold back updates.`,
      fixes: fix ? [fix] : [],
    };
  }
}

/** Hosts of Debian and Ubuntu, and mirrors, which have the same paths. */
function isOfDistribution(host: string, path: string): boolean {
  return (
    /(?:^|\.)(?:debian\.(?:org|net)|ubuntu\.com|kali\.org|raspbian\.org)(?::\d+)?$/i.test(host) ||
    /^\/(?:debian|debian-security|ubuntu|ubuntu-ports|raspbian|kali)\/?$/.test(path)
  );
}

/** Without certificates to check against every https source fails. */
function overTls(instruction: Instruction, uri: SourcePart): Fix | undefined {
  if (!hasCertificates(instruction, uri.span.start)) return undefined;
  const edits = uri.replace(uri.text.replace(/\bhttp:/g, 'https:'));
  return edits && { title: say`Use https`, applicability: 'hardening', changes: () => [{ op: 'text', edits }] };
}
