import type { Rule } from '../engine/rule.js';
import type { PageOf } from './formats/sarif-rules.js';
import { colorsFor } from './formats/terminal.js';
import type { Host } from './host.js';
import { run } from './program.js';
import { exitCodes } from './usage.js';

/** Runs the program of this process with these rules; the exit code is set, so that all output still gets out. */
export async function start(version: string, rules: readonly Rule[], pageOf: PageOf): Promise<void> {
  const host: Host = { version, rules, pageOf, stdout: output(process.stdout), stderr: output(process.stderr) };
  try {
    process.exitCode = await run(process.argv.slice(2), host);
  } catch (error) {
    process.exitCode = exitCodes.failed;
    process.stderr.write(
      `Bulkhead failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  }
}

function output(stream: NodeJS.WriteStream) {
  // Whoever reads may stop early, as `head` does: that is no failure.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return { write: (text: string) => void stream.write(text), colors: colorsFor(stream, process.env) };
}
