import assert from 'node:assert/strict';
import { baseFamily, baseUser } from '../../server/src/dockerfile/bases.js';
import { sourceSpan } from '../../server/src/dockerfile/mapped-text.js';
import { parseDockerfile } from '../../server/src/dockerfile/parse.js';
import { resolve } from '../../server/src/dockerfile/state.js';
import {
  effectiveUser,
  findStage,
  knownTail,
  pathAt,
  realBase,
  stageChain,
  stageReferences,
} from '../../server/src/dockerfile/stages.js';
import type { StageBase } from '../../server/src/dockerfile/tree.js';
import { present } from './present.js';

const show = (base: StageBase): string => {
  if (base.kind === 'stage') return `stage ${base.stage.index}`;
  if (base.kind === 'image') return `image ${base.text.text}${base.reference ? '' : ' (invalid)'}`;
  return base.kind === 'unknown' ? `unknown ${base.parts.map((part) => part?.text ?? '?').join('|')}` : base.kind;
};
const bases = (text: string): string[] => parseDockerfile(text).stages.map(({ base }) => show(base));

describe('what a FROM is based on', () => {
  it('knows earlier stages in any case, never later ones or numbers', () => {
    assert.deepEqual(bases('FROM a:1 AS Build\nFROM BUILD\nFROM later\nFROM 0\nFROM b AS later'), [
      'image a:1',
      'stage 0',
      'image later',
      'image 0',
      'image b',
    ]);
  });

  it('takes the last of several stages of one name', () => {
    assert.deepEqual(bases('FROM a AS x\nFROM b AS x\nFROM x'), ['image a', 'image b', 'stage 1']);
  });

  it('knows scratch, quotes and what no tool accepts', () => {
    assert.deepEqual(bases('FROM scratch\nFROM "a:1"\nFROM Upper\nFROM'), [
      'scratch',
      'image a:1',
      'image Upper (invalid)',
      'unknown ?',
    ]);
  });

  it('puts in global ARGs and the defaults of references', () => {
    const args = 'ARG A=node\nARG T=20\nARG E=\nARG U\nARG B=${A}:${T}\n';
    const images = [
      '$A',
      '${A}:$T',
      '${B}',
      '${U:-d}',
      '${U-d}',
      '${E:-d}',
      '${E-d}x',
      '${A:+p}',
      '${E:+p}q',
      '${N:-d}',
      '${A%de}',
      '${A/no/x}',
    ];
    assert.deepEqual(bases(args + images.map((image) => `FROM ${image}\n`).join('')), [
      'image node',
      'image node:20',
      'image node:20',
      'image d',
      'image d',
      'image d',
      'image x',
      'image p',
      'image q',
      'image d',
      'image no',
      'image xde',
    ]);
  });

  it('never guesses', () => {
    assert.deepEqual(
      bases('ARG R\nFROM ${R}/a:1\nFROM $X\nFROM a:${TARGETARCH}\nFROM ${R:+x}\nFROM ${R\nFROM a-${TARGETARCH:-b}'),
      ['unknown ?|/a:1', 'unknown ?', 'unknown a:|?', 'unknown ?', 'unknown ?', 'unknown a-|?'],
    );
  });

  it('sees no ARG of a stage in a later FROM', () => {
    assert.deepEqual(bases('FROM a\nARG T=1\nFROM b:${T:-2}'), ['image a', 'image b:2']);
  });

  it('tells where each part of a resolved image is written', () => {
    const text = 'ARG TAG=latest\nFROM node:${TAG}\n';
    const { base } = present(parseDockerfile(text).stages[0]);
    assert.ok(base.kind === 'image');
    const { start, end } = present(base.reference?.tag);
    const span = sourceSpan(base.text, start, end);
    assert.deepEqual(span, { start: 8, end: 14 });
  });

  it('knows the end of a name whose start is unknown', () => {
    const tail = (image: string): unknown => {
      const found = knownTail(present(parseDockerfile(`ARG R\nFROM ${image}`).stages[0]).base);
      return found && [found.hasTag, found.hasDigest];
    };
    assert.deepEqual(tail('$R/ubuntu'), [false, false]);
    assert.deepEqual(tail('$R/ubuntu:1'), [true, false]);
    assert.deepEqual(tail('$R/ubuntu@sha256:0'), [false, true]);
    assert.equal(tail('${R}ubuntu'), undefined);
    assert.equal(tail('$R/$R'), undefined);
  });
});

describe('what holds at an instruction', () => {
  const values = (text: string, keyword = 'LABEL'): (string | undefined)[] =>
    parseDockerfile(text)
      .instructions.filter((instruction) => instruction.keyword === keyword)
      .map((instruction) => resolve(instruction, present(instruction.args[1])).value?.text);

  it('knows ENV and the ARGs declared so far', () => {
    assert.deepEqual(values('ARG G=1\nFROM a\nLABEL x=$G\nARG G\nLABEL x=$G\nENV G=2 H=$G\nLABEL x="$G $H"'), [
      undefined,
      '1',
      '2 1',
    ]);
  });

  it('inherits ENV and ARG from an earlier stage', () => {
    assert.deepEqual(values('FROM a AS b\nENV X=1\nARG Y=2\nFROM b\nLABEL x=$X$Y\nFROM a\nLABEL x=$X'), [
      '12',
      undefined,
    ]);
  });

  it('leaves what the base image may define unknown, and knows that scratch defines nothing', () => {
    assert.deepEqual(values('FROM a\nLABEL x=${U:-1}\nFROM scratch\nLABEL x=${U:-1}\nLABEL x=${PATH:-1}'), [
      undefined,
      '1',
      undefined,
    ]);
  });

  it('reads quotes and escapes', () => {
    assert.deepEqual(values('FROM a\nENV X=1\nLABEL x=\'$X\'"$X"\\$X\nLABEL x="\\"\\a"'), ['$X1$X', '"\\a']);
  });

  it('does not let values grow without end', () => {
    const lines = Array.from({ length: 64 }, () => 'ENV A=$A$A');
    assert.deepEqual(values(['FROM a', 'ENV A=xx', ...lines, 'LABEL x=$A'].join('\n')), [undefined]);
  });

  it('follows WORKDIR', () => {
    const { instructions } = parseDockerfile(
      'FROM scratch\nWORKDIR /a/b\nWORKDIR ../c\nCOPY x y\nFROM img\nWORKDIR d\nCOPY x y',
    );
    const copies = instructions.filter(({ keyword }) => keyword === 'COPY');
    assert.deepEqual(
      copies.map((copy) => pathAt(copy, 'y')),
      ['/a/c/y', undefined],
    );
    assert.equal(pathAt(present(copies[1]), '/z/./'), '/z');
  });

  it('follows USER through stages and their triggers', () => {
    const user = (text: string): string | undefined =>
      effectiveUser(present(parseDockerfile(text).finalStage))?.value?.text;
    assert.equal(user('FROM a AS b\nUSER x\nFROM b AS c\nFROM c'), 'x');
    assert.equal(user('FROM a AS b\nUSER x\nFROM a'), undefined);
    assert.equal(user('FROM a\nARG U=0\nUSER "$U:0"'), '0:0');
    assert.equal(user('FROM a AS b\nONBUILD USER y\nFROM b'), 'y');
    const unknown = effectiveUser(present(parseDockerfile('FROM a\nUSER $N').finalStage));
    assert.equal(unknown?.instruction.keyword, 'USER');
    assert.equal(unknown.value, undefined);
  });

  it('drops the base’s CMD at an ENTRYPOINT', () => {
    const { finalStage } = parseDockerfile('FROM a AS b\nCMD x\nFROM b\nENTRYPOINT y');
    assert.equal(present(finalStage).end.command, undefined);
    assert.equal(present(present(present(finalStage).end.entrypoint).args[0]).text, 'y');
  });
});

describe('stages', () => {
  const text =
    'FROM img:1 AS Base\nFROM base AS mid\nCOPY --from=LAST a b\nCOPY --from=0 a b\nCOPY --from=9 a b\nFROM mid AS last\n';
  const dockerfile = parseDockerfile(text);

  it('finds the chain to the real base', () => {
    assert.deepEqual(
      stageChain(present(dockerfile.finalStage)).map(({ index }) => index),
      [2, 1, 0],
    );
    assert.equal(show(realBase(present(dockerfile.finalStage))), 'image img:1');
    assert.equal(findStage(dockerfile, 'BASE')?.index, 0);
  });

  it('finds what COPY --from and mounts refer to', () => {
    const references = parseDockerfile(
      `${text}RUN --mount=from=Base,target=/x --mount=type=cache,from=0,target=/y --mount=type=bind,from=$V,target=/z true\nCOPY --from=other:2 a b\n`,
    ).instructions.flatMap(stageReferences);
    const shown = references.map(({ text: { text: name }, source }) => `${name}: ${show(source)}`);
    assert.deepEqual(shown, [
      'LAST: stage 2',
      '0: stage 0',
      '9: unknown 9',
      'Base: stage 0',
      '0: image 0',
      '$V: unknown ?',
      'other:2: image other:2',
    ]);
  });
});

describe('base images', () => {
  const base = (image: string): StageBase => present(parseDockerfile(`FROM ${image}`).stages[0]).base;
  const families: Record<string, string> = {
    scratch: 'scratch',
    'debian:12': 'debian',
    'ubuntu:24.04': 'debian',
    'node:22': 'debian',
    'node:22-alpine3.20': 'alpine',
    'docker.io/library/python:3.12-slim': 'debian',
    'public.ecr.aws/docker/library/python:3': 'debian',
    'someone/python:3': 'unknown',
    'someone/app:1-bookworm': 'debian',
    'busybox:musl': 'busybox',
    'fedora:40': 'fedora',
    'registry.access.redhat.com/ubi9/ubi': 'ubi',
    'registry.access.redhat.com/ubi9/ubi-minimal:9.4': 'ubi-minimal',
    'registry.access.redhat.com/ubi9-minimal': 'ubi-minimal',
    'eclipse-temurin:21-ubi9-minimal': 'ubi-minimal',
    'amazonlinux:2023': 'amazon',
    'maven:3.9-amazoncorretto-21': 'amazon',
    'gradle:9-jdk21-corretto': 'amazon',
    'maven:3.9-amazoncorretto-21-debian': 'debian',
    'maven:3.9-amazoncorretto-21-alpine': 'alpine',
    'gcr.io/distroless/static:nonroot': 'distroless',
    'cgr.dev/chainguard/wolfi-base': 'wolfi',
    'mcr.microsoft.com/windows/nanoserver:ltsc2022': 'windows',
    'golang:1.22-windowsservercore': 'windows',
    'mcr.microsoft.com/dotnet/aspnet:8.0': 'debian',
    'mcr.microsoft.com/dotnet/aspnet:8.0-noble-chiseled': 'distroless',
    'registry.example.com/team/app': 'unknown',
  };
  for (const [image, family] of Object.entries(families)) {
    it(`${image} is ${family}`, () => {
      assert.equal(baseFamily(base(image)), family);
    });
  }

  it('knows the users of known images only', () => {
    assert.deepEqual(baseUser(base('node:20')), { kind: 'root', ready: '1000:1000' });
    assert.equal(baseUser(base('gcr.io/distroless/base:nonroot'))?.kind, 'non-root');
    assert.equal(baseUser(base('gcr.io/distroless/base:debug')), undefined);
    assert.equal(baseUser(base('memcached'))?.kind, 'non-root');
    assert.equal(baseUser(base('postgres:16'))?.kind, 'drops-root');
    assert.equal(baseUser(base('nginx'))?.kind, 'wants-root');
    assert.equal(baseUser(base('php:8-cli')), undefined);
    assert.equal(baseUser(base('php:8-fpm-alpine'))?.kind, 'wants-root');
    assert.equal(baseUser(base('evil/memcached')), undefined);
  });
});
