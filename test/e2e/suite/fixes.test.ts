import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  actionsAt,
  actionTitled,
  closeAll,
  findingsOf,
  openFile,
  openUntitled,
  ruleOf,
  rulesIn,
  take,
  type,
  until,
  untilFinding,
  untilGone,
  untilQuiet,
  wholeOf,
  workspaceFolder,
} from './editor.js';
import { hardened, pod, podWithContainer, podWithSecurityContext, text } from './manifests.js';

const mostEntries = 10;

/** A document with one fault, and what it is after a fix of the rule. */
interface Mending {
  readonly rule: string;
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

const kubernetes: readonly Mending[] = [
  {
    rule: 'privileged-container',
    title: 'Set privileged to false',
    before: podWithSecurityContext('privileged: true # for the driver', 'runAsUser: 1000'),
    after: podWithSecurityContext('privileged: false # for the driver', 'runAsUser: 1000'),
  },
  {
    rule: 'host-network',
    title: 'Remove hostNetwork',
    before: pod('hostNetwork: true', 'containers:', '  - name: web', '    image: nginx:1.27.2'),
    after: pod('containers:', '  - name: web', '    image: nginx:1.27.2'),
  },
  {
    rule: 'allow-privilege-escalation',
    title: 'Set allowPrivilegeEscalation to false',
    before: podWithSecurityContext('runAsUser: 1000'),
    after: podWithSecurityContext('runAsUser: 1000', 'allowPrivilegeEscalation: false'),
  },
  {
    rule: 'seccomp-unconfined',
    title: 'Set seccompProfile to RuntimeDefault',
    before: podWithSecurityContext('seccompProfile: { type: "Unconfined" }'),
    after: podWithSecurityContext('seccompProfile: { type: "RuntimeDefault" }'),
  },
  {
    rule: 'automount-service-account-token',
    title: 'Set automountServiceAccountToken to false',
    before: pod('serviceAccountName: web', 'containers:', '  - name: web', '    image: nginx:1.27.2'),
    after: pod(
      'automountServiceAccountToken: false',
      'serviceAccountName: web',
      'containers:',
      '  - name: web',
      '    image: nginx:1.27.2',
    ),
  },
];

const dockerfile: readonly Mending[] = [
  {
    rule: 'curl-insecure',
    title: "Remove '-k'",
    before: text('FROM node:22.11.0', 'RUN curl -fkL https://example.com/a.tgz -o a.tgz', 'USER 1000'),
    after: text('FROM node:22.11.0', 'RUN curl -fL https://example.com/a.tgz -o a.tgz', 'USER 1000'),
  },
  {
    rule: 'apt-unauthenticated',
    title: "Remove '--allow-unauthenticated'",
    before: text('FROM debian:12', 'RUN apt-get install -y --allow-unauthenticated git', 'USER 1000'),
    after: text('FROM debian:12', 'RUN apt-get install -y git', 'USER 1000'),
  },
  {
    rule: 'volume-docker-socket',
    title: "Remove '/var/run/docker.sock' from VOLUME",
    before: text('FROM debian:12', 'VOLUME ["/data", "/var/run/docker.sock"]', 'USER 1000'),
    after: text('FROM debian:12', 'VOLUME ["/data"]', 'USER 1000'),
  },
];

const compose: readonly Mending[] = [
  {
    rule: 'compose-socket-mount',
    title: "Do not mount the socket into service 'web'",
    before: text(
      'services:',
      '  web:',
      '    image: a # ours',
      '    volumes:',
      '      - ./data:/data # kept',
      '      - /run/docker.sock:/run/docker.sock',
    ),
    after: text('services:', '  web:', '    image: a # ours', '    volumes:', '      - ./data:/data # kept'),
  },
];

const scripts: readonly Mending[] = [
  {
    rule: 'ci-build-arg-secret',
    title: "Hand over 'NPM_TOKEN' as the build secret 'npm_token'",
    before: text('#!/bin/sh', 'docker build --build-arg NPM_TOKEN="$NPM_TOKEN" \\', '  -t app . # ours'),
    after: text('#!/bin/sh', 'docker build --secret id=npm_token,env=NPM_TOKEN \\', '  -t app . # ours'),
  },
];

describe('Quick fixes', () => {
  afterEach(closeAll);

  for (const mending of kubernetes) mends('yaml', mending);
  for (const mending of dockerfile) mends('dockerfile', mending);
  for (const mending of compose) mends('yaml', mending);
  for (const mending of scripts) mends('shellscript', mending);

  it('are for the text as it is, however much was typed before', async () => {
    const last = 'RUN curl -fkL https://example.com/a.tgz -o a.tgz';
    const document = await openUntitled('dockerfile', text('FROM node:22.11.0', 'RUN make', last, 'USER 1000'));
    await untilFinding(document, 'curl-insecure');
    const found = (): vscode.Diagnostic[] => findingsOf(document).filter((one) => ruleOf(one) === 'curl-insecure');
    const untilThere = (count: number): Promise<true> =>
      until(
        () => found().length === count || undefined,
        () => `${found().length} of ${count} findings`,
      );
    await type(document, new vscode.Position(1, 8), ' all && curl -fk https://example.com/b -o b');
    await untilThere(2);

    const typed = 'RUN make all && curl -fk https://example.com/b -o b';
    const [first, second] = found();
    assert.deepEqual(
      [first, second].map((one) => one && document.getText(one.range)),
      ['-fk', '-fkL'],
    );
    await take(await actionTitled(document, second?.range ?? wholeOf(document), "Remove '-k'"));

    const mended = 'RUN curl -fL https://example.com/a.tgz -o a.tgz';
    assert.equal(document.getText(), text('FROM node:22.11.0', typed, mended, 'USER 1000'));
    await untilThere(1);
    assert.equal(found()[0]?.range.start.line, 1);
  });

  it('the menu is short, and "Ignore…" comes last', async () => {
    const document = await openUntitled('yaml', podWithContainer('image: nginx:latest'));
    const finding = await untilFinding(document, 'image-latest-tag');

    const titles = (await actionsAt(document, finding.range, vscode.CodeActionKind.QuickFix)).map(({ title }) => title);

    assert.ok(titles.length <= mostEntries, titles.join('\n'));
    assert.match(titles.at(-1) ?? '', /^Ignore.*…$/);
  });

  it('one fix at most is the preferred one', async () => {
    const document = await openUntitled('yaml', podWithSecurityContext('allowPrivilegeEscalation: true'));
    const finding = await untilFinding(document, 'allow-privilege-escalation');
    const preferred = (await actionsAt(document, finding.range)).filter((action) => action.isPreferred);
    assert.ok(preferred.length <= 1, preferred.map(({ title }) => title).join('\n'));
  });
});

describe('Fixes of more than one finding', () => {
  afterEach(closeAll);

  it('"Fix all" of a rule mends this rule everywhere in the file and nothing else', async () => {
    const one = podWithSecurityContext('privileged: true', 'runAsUser: 0');
    const document = await openUntitled('yaml', `${one}---\n${one}`);
    const finding = await untilFinding(document, 'privileged-container');

    await take(await actionTitled(document, finding.range, /^Fix all: .* in this file$/));

    const mended = one.replace('privileged: true', 'privileged: false');
    assert.equal(document.getText(), `${mended}---\n${mended}`);
    await untilGone(document, 'privileged-container');
    assert.ok(rulesIn(document).includes('run-as-root-user'));
  });

  it('a container without a security context can be hardened from the top of the menu', async () => {
    const document = await openUntitled('yaml', podWithContainer('image: nginx:1.27.2'));
    const finding = await untilFinding(document, 'allow-privilege-escalation');

    const [first] = await actionsAt(document, finding.range, vscode.CodeActionKind.QuickFix);
    assert.match(first?.title ?? '', /^Harden container 'web' \(\d+ findings\)$/);
    await take(first as vscode.CodeAction);

    assert.equal(
      document.getText(),
      pod(
        'containers:',
        '  - name: web',
        '    image: nginx:1.27.2',
        '    securityContext:',
        '      allowPrivilegeEscalation: false',
        '      readOnlyRootFilesystem: true',
        '      capabilities:',
        '        drop:',
        '          - ALL',
        '    volumeMounts:',
        '      - name: tmp',
        '        mountPath: /tmp',
        'volumes:',
        '  - name: tmp',
        '    emptyDir:',
        '      sizeLimit: 1Gi',
      ),
    );
    await untilGone(document, 'allow-privilege-escalation');
  });

  it('"Harden this workload" reaches Pod Security restricted in one edit, and undo takes it back', async () => {
    const before = podWithContainer('image: nginx:1.27.2 # pinned');
    const document = await openUntitled('yaml', before);
    const finding = await untilFinding(document, 'run-as-non-root');
    const title = 'Harden this workload to Pod Security restricted';

    await take(await actionTitled(document, finding.range, title, vscode.CodeActionKind.RefactorRewrite));

    assert.equal(
      document.getText(),
      pod(
        'securityContext:',
        '  runAsNonRoot: true',
        '  seccompProfile:',
        '    type: RuntimeDefault',
        'containers:',
        '  - name: web',
        '    image: nginx:1.27.2 # pinned',
        '    securityContext:',
        '      allowPrivilegeEscalation: false',
        '      capabilities:',
        '        drop:',
        '          - ALL',
      ),
    );
    const restricted = [
      'allow-privilege-escalation',
      'capabilities-not-dropped',
      'run-as-non-root',
      'seccomp-profile-missing',
    ];
    for (const rule of restricted) await untilGone(document, rule);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('"Harden this file" mends every document of the stream and leaves nothing to do', async () => {
    const loose = podWithSecurityContext('privileged: true');
    const document = await openUntitled('yaml', `${loose}---\n${loose}`);
    await untilFinding(document, 'privileged-container');
    const kind = vscode.CodeActionKind.Source.append('bulkhead.harden');

    await take(await actionTitled(document, wholeOf(document), 'Harden this file', kind));

    const [first, second] = document.getText().split('---\n');
    assert.equal(first, second);
    assert.match(first ?? '', /privileged: false/);
    await untilGone(document, 'privileged-container');
    await untilGone(document, 'run-as-non-root');
    assert.deepEqual(await actionsAt(document, wholeOf(document), kind), []);
  });

  it('the command "harden file" does the same for the active editor', async () => {
    const document = await openUntitled(
      'yaml',
      hardened.replace('allowPrivilegeEscalation: false', 'allowPrivilegeEscalation: true'),
    );
    await untilFinding(document, 'allow-privilege-escalation');

    await vscode.commands.executeCommand('bulkhead.hardenFile');

    await untilQuiet(document);
    assert.equal(document.getText(), hardened);
  });
});

describe('A fix in another file', () => {
  afterEach(closeAll);

  const read = async (name: string): Promise<string> =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(workspaceFolder(), name)));

  /** Saves what an edit left unsaved, in an editor that VS Code opened for it. */
  const save = async (name: string): Promise<void> => {
    const changed = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(workspaceFolder(), name));
    assert.ok(changed.isDirty && (await changed.save()), `${name} cannot be saved`);
  };

  it('makes the .dockerignore that is not there, and the finding goes once it is saved', async () => {
    const document = await openFile('copies/Dockerfile', text('FROM debian:13.6', 'COPY . /app', 'USER 1000'));
    const finding = await untilFinding(document, 'copy-context-all');

    await take(await actionTitled(document, finding.range, /to '\.dockerignore'$/, vscode.CodeActionKind.QuickFix));
    await save('copies/Dockerfile.dockerignore');

    await untilGone(document, 'copy-context-all');
    const lines = ['**/.git', '**/.env*', '!**/.env.example', '**/*.pem', '**/*.key', '**/node_modules'];
    assert.equal(await read('copies/Dockerfile.dockerignore'), text(...lines));
    assert.equal(document.getText(), text('FROM debian:13.6', 'COPY . /app', 'USER 1000'));
  });

  it('puts an image on the list of the settings file', async () => {
    const settings = 'lists/.bulkhead.yaml';
    await openFile(settings, text('allowedRegistries:', '  - official # from Docker'));
    const document = await openFile('lists/Dockerfile', text('FROM bitnami/nginx:1.29.1', 'USER 1000'));
    const finding = await untilFinding(document, 'base-image-not-allowed');

    await take(await actionTitled(document, finding.range, "Allow 'bitnami/nginx' in the settings file"));
    await save(settings);

    await untilGone(document, 'base-image-not-allowed');
    assert.equal(await read(settings), text('allowedRegistries:', '  - official # from Docker', '  - bitnami/nginx'));
  });
});

function mends(language: string, { rule, title, before, after }: Mending): void {
  it(`${rule} is mended exactly`, async () => {
    const document = await openUntitled(language, before);
    const finding = await untilFinding(document, rule);

    await take(await actionTitled(document, finding.range, title, vscode.CodeActionKind.QuickFix));

    assert.equal(document.getText(), after);
    await untilGone(document, rule);
  });
}
