import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as rpc from 'vscode-languageserver/node';

/** The median of some runs of a measurement. */
export function median(runs: number, measure: () => number): number {
  return middle(Array.from({ length: runs }, measure));
}

/** The least time of some runs of a measurement: what it takes when nothing else wants the machine. */
export function least(runs: number, measure: () => number): number {
  return Math.min(...Array.from({ length: runs }, measure));
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** Milliseconds from the start of the server's process to its answer to `initialize`, and of an empty Node process. */
export async function startUp(): Promise<{ readonly server: number; readonly bare: number }> {
  const server: number[] = [];
  for (let run = 0; run < 7; run++) {
    const start = performance.now();
    const { stop } = await connect();
    server.push(performance.now() - start);
    await stop();
  }
  const bare = median(7, () => {
    const start = performance.now();
    spawnSync(process.execPath, ['-e', '0']);
    return performance.now() - start;
  });
  return { server: middle(server), bare };
}

/** The server's resident memory in bytes before and after it has opened and judged a text. */
export async function openStream(text: string): Promise<{ readonly rssBefore: number; readonly rssAfter: number }> {
  const { connection, pid, stop } = await connect();
  const rssBefore = residentBytes(pid);
  const uri = 'file:///stream.yaml';
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version: 1, text },
  });
  await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
  const rssAfter = residentBytes(pid);
  await stop();
  return { rssBefore, rssAfter };
}

async function connect() {
  const child = spawn(process.execPath, ['dist/server.cjs', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = rpc.createProtocolConnection(
    new rpc.StreamMessageReader(child.stdout),
    new rpc.StreamMessageWriter(child.stdin),
  );
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: { textDocument: { diagnostic: {} } },
  });
  await connection.sendNotification('initialized', {});
  const stop = async (): Promise<void> => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    await gone;
    connection.dispose();
  };
  return { connection, pid: child.pid ?? 0, stop };
}

function residentBytes(pid: number): number {
  const kib = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) * 1024;
}
