import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as rpc from 'vscode-languageserver/node';

/** A language server in a process of its own, to which the client of a measurement is connected. */
export interface RunningServer {
  readonly connection: rpc.ProtocolConnection;
  /** Its resident memory in bytes, as Linux counts it. */
  readonly residentBytes: () => number;
  readonly stop: () => Promise<void>;
}

type Capabilities = rpc.ClientCapabilities['textDocument'];

/** Starts a server of Node's, done when it has answered `initialize`. */
export async function start(script: string, textDocument: Capabilities = { diagnostic: {} }): Promise<RunningServer> {
  const child = spawn(process.execPath, [script, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = rpc.createProtocolConnection(
    new rpc.StreamMessageReader(child.stdout),
    new rpc.StreamMessageWriter(child.stdin),
  );
  connection.listen();
  await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: { textDocument } });
  await connection.sendNotification('initialized', {});
  const stop = async (): Promise<void> => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    await gone;
    connection.dispose();
  };
  return { connection, residentBytes: () => residentBytes(child.pid ?? 0), stop };
}

/** Our server as it is shipped. */
export const ours = 'dist/server.cjs';

/** The server that most editors use for Dockerfiles: dockerfile-language-server-nodejs, built on dockerfile-ast. */
export const other = createRequire(import.meta.url).resolve('dockerfile-language-server-nodejs/lib/server.js');

/** A person who types into a document that a server holds; each call types one letter and gives the time to the findings. */
export type Typist = () => Promise<number>;

/** Types at the end of the line in the middle of a Dockerfile that holds a needle; the findings are asked for. */
export async function typeAndAsk({ connection }: RunningServer, text: string, needle: string): Promise<Typist> {
  const type = await openDockerfile(connection, text, needle);
  let previousResultId: string | undefined;
  return async () => {
    const started = performance.now();
    // An editor asks without waiting for the edit to be sent off.
    const typed = type();
    const ask = { textDocument: { uri }, previousResultId };
    const report = await connection.sendRequest<rpc.DocumentDiagnosticReport>('textDocument/diagnostic', ask);
    await typed;
    previousResultId = report.resultId;
    return performance.now() - started;
  };
}

/** The same with a server that sends its findings without being asked. */
export async function typeAndWait({ connection }: RunningServer, text: string, needle: string): Promise<Typist> {
  let arrived = (): void => undefined;
  connection.onNotification('textDocument/publishDiagnostics', () => {
    arrived();
  });
  const findings = (): Promise<void> => new Promise((resolve) => (arrived = resolve));
  const first = findings();
  const type = await openDockerfile(connection, text, needle);
  await first;
  return async () => {
    const started = performance.now();
    const next = findings();
    await type();
    await next;
    return performance.now() - started;
  };
}

const uri = 'file:///bench/Dockerfile';

async function openDockerfile(connection: rpc.ProtocolConnection, text: string, needle: string) {
  const document = { uri, languageId: 'dockerfile', version: 1, text };
  await connection.sendNotification('textDocument/didOpen', { textDocument: document });
  const lines = text.split('\n');
  const line = lines.findIndex((content, index) => index > lines.length / 2 && content.includes(needle));
  let version = 1;
  let character = lines[line]?.length ?? 0;
  return async (): Promise<void> => {
    const at = { line, character: character++ };
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: ++version },
      contentChanges: [{ range: { start: at, end: at }, text: 'x' }],
    });
  };
}

function residentBytes(pid: number): number {
  const kib = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) * 1024;
}
