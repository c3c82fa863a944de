import { sourceSpan, verbatimSpan } from '../../../dockerfile/mapped-text.js';
import type { Dockerfile } from '../../../dockerfile/tree.js';
import { say, type Message } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { nothing } from '../nothing.js';
import { frontendOf, isDockerFrontend, type Frontend } from './frontend.js';

export const syntaxDirectiveUntrusted: Rule = {
  id: 'syntax-directive-untrusted',
  title: 'Frontend from an unknown publisher, or one that moves',
  severity: 'warning',
  on: true,
  standards: { cwe: [829] },

  dockerfile(dockerfile, { allowedRegistries }) {
    const frontend = frontendOf(dockerfile);
    return frontend ? judge(dockerfile, frontend, allowedRegistries.length > 0) : nothing;
  },
};

/** Channels of all that comes; `1` gets no breaking change, and `1.7-labs` is one release. */
const moving = /^(?:latest|(?:\d+-|master-)?labs|experimental|master)$/;

function judge(dockerfile: Dockerfile, frontend: Frontend, hasList: boolean): readonly Problem[] {
  const { text, reference } = frontend;
  const { tag, digest } = reference;
  const at = { span: sourceSpan(text) };
  if (!isDockerFrontend(frontend)) {
    // Where the settings have a list, base-image-not-allowed judges by it.
    if (hasList) return nothing;
    const message = say`Frontend '${text.text}' is a program that reads and builds this file: who publishes it decides what goes into your image.`;
    return [{ at, message, fixes: byDocker(frontend, 'placeholder') }];
  }
  if (digest || (tag && !moving.test(tag.text))) return nothing;
  const isLabs = tag !== undefined && /labs|experimental|master/.test(tag.text);
  const message: Message = isLabs
    ? say`Frontend '${text.text}' is a channel for trials: what the file means may change with every build.`
    : say`Frontend '${text.text}' moves across major versions: what the file means may change with a build.`;
  const fixes = isLabs && usesLabs(dockerfile) ? [] : byDocker(frontend, 'hardening');
  return [{ at, severity: 'hint', message, fixes }];
}

/** Whether a file needs the labs channel: RUN --device is in no release (docs.docker.com/reference/dockerfile). */
const usesLabs = ({ instructions }: Dockerfile): boolean =>
  instructions.some(({ flags }) => flags.some(({ name }) => name === 'device'));

function byDocker({ text }: Frontend, applicability: Fix['applicability']): readonly Fix[] {
  const span = verbatimSpan(text);
  if (!span) return [];
  const edits = [{ ...span, newText: 'docker/dockerfile:1' }];
  return [{ title: say`Use docker/dockerfile:1`, applicability, changes: () => [{ op: 'text', edits }] }];
}
