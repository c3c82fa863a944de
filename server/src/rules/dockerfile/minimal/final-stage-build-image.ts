import type { Dockerfile } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { finalBase, runsOf, servesBuiltFiles, type FinalBase } from './final-bases.js';
import { ownStage } from './own-stage.js';
import { withTag } from './smaller-base.js';

export const finalStageBuildImage: Rule = {
  id: 'final-stage-build-image',
  title: 'Final image that is made to build in',
  severity: 'info',
  on: true,

  mentions: [
    'golang', 'rust', 'maven', 'gradle', 'gcc', 'haskell', 'swift', 'sdk', 'eclipse-temurin', 'ibm-semeru-runtimes', 'node',
  ], // prettier-ignore
  dockerfile: onToolchain,
};

/** Programs that build, test or open a session: an image that starts one is meant to have them. */
const tools =
  /^(?:(?:go|cargo|swift|stack|cabal|dotnet) (?:run|build|test|watch|tool|mod|fmt)|mvnw?|gradlew?|gcc|g\+\+|make|air|reflex|jshell|javac|ghci|runghc|stack|cabal|rustc|sh|bash|zsh|ash|sleep|tail)$/;

function* onToolchain(dockerfile: Dockerfile): Iterable<Problem> {
  const base = finalBase(dockerfile);
  if (!base || base.started.some((program) => tools.test(program))) return;
  const { at, shown } = base;
  if (servesBuiltFiles(base)) {
    const message = say`Only files are served, and yet '${shown}' and all that built them is in the image: whoever breaks in has Node.js and npm. Copy the files to a stage with a web server.`;
    yield { at, message };
  } else if (isToolchain(base)) {
    const message = say`'${shown}' is made to build in: its compilers and build tools are there for whoever breaks in, and their vulnerabilities count for your image.`;
    yield { at, message, fixes: fixesFor(base) };
  }
}

const toolchains = new Set(['golang', 'rust', 'maven', 'gradle', 'gcc', 'haskell', 'mcr.microsoft.com/dotnet/sdk']);

function isToolchain({ name, tag }: FinalBase): boolean {
  if (toolchains.has(name)) return true;
  if (name === 'swift') return !/slim/.test(tag);
  return isJdk(name, tag);
}

/** Of these there is a tag with `jre` beside each (github.com/docker-library/official-images, library/eclipse-temurin). */
function isJdk(name: string, tag: string): boolean {
  if (name === 'ibm-semeru-runtimes') return /-jdk(?:-|$)/.test(tag);
  return name === 'eclipse-temurin' && /^\d/.test(tag) && !/-jre(?:-|$)/.test(tag);
}

function fixesFor({ name, stage }: FinalBase): readonly Fix[] {
  if (name === 'golang' || name === 'rust') return ownStage(stage);
  if (name !== 'eclipse-temurin' && name !== 'ibm-semeru-runtimes') return [];
  // Steps may need what only the JDK has.
  if (
    runsOf(stage).some(({ line }) =>
      /\b(?:javac|jlink|jdeps|jar|keytool|mvnw?|gradlew?|sbt|ant|native-image)\b/.test(line.text),
    )
  )
    return [];
  return withTag(stage, toRuntime, (tag) => say`Use '${name}:${tag}', which runs Java and builds nothing`);
}

function toRuntime(tag: string): string | undefined {
  if (/-jdk(?:-|$)/.test(tag)) return tag.replace(/-jdk(?=-|$)/, '-jre');
  const [, version, rest = ''] = /^((?:open-)?\d[^-]*)((?:-[a-z][^-]*)*)$/.exec(tag) ?? [];
  return version && `${version}-jre${rest}`;
}
