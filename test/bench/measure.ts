import { spawnSync } from 'node:child_process';
import { ours, start } from './servers.js';

/** The time in milliseconds that some work takes. */
export function timed(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

/** The least time of some runs of a measurement: what it takes when nothing else wants the machine. */
export function least(runs: number, measure: () => number): number {
  return Math.min(...Array.from({ length: runs }, measure));
}

/**
 * The medians of some measurements that take turns, so that a machine that is busy for a while burdens all of them. The first
 * quarter of the runs does not count: what is compared are keystrokes later on, not the first ones.
 */
export async function takeTurns(
  runs: number,
  ...measures: readonly (() => number | Promise<number>)[]
): Promise<readonly number[]> {
  const times: number[][] = measures.map(() => []);
  for (let run = 0; run < runs; run++) {
    for (const [index, measure] of measures.entries()) times[index]?.push(await measure());
  }
  return times.map((all) => middle(all.slice(runs >> 2)));
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** Milliseconds from the start of the server's process to its answer to `initialize`, and of an empty Node process. */
export async function startUp(): Promise<readonly [server: number, bare: number]> {
  const [server = 0, bare = 0] = await takeTurns(
    9,
    async () => {
      const started = performance.now();
      const { stop } = await start(ours);
      const time = performance.now() - started;
      await stop();
      return time;
    },
    () => timed(() => void spawnSync(process.execPath, ['-e', '0'])),
  );
  return [server, bare];
}

/** The server's resident memory in bytes before and after it has opened and judged a text. */
export async function openStream(text: string): Promise<{ readonly rssBefore: number; readonly rssAfter: number }> {
  const { connection, residentBytes, stop } = await start(ours);
  const rssBefore = residentBytes();
  const uri = 'file:///stream.yaml';
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version: 1, text },
  });
  await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
  const rssAfter = residentBytes();
  await stop();
  return { rssBefore, rssAfter };
}
