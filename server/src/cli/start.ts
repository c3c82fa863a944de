import { colorsFor } from './formats/terminal.js';
import type { Host, Output, RuleBook } from './host.js';
import { run } from './program.js';
import { exitCodes } from './usage.js';

/** Runs the program of this process with these rules; the exit code is set, so that all output still gets out. */
export async function start(book: RuleBook): Promise<void> {
  const host: Host = { ...book, stdout: output(process.stdout), stderr: output(process.stderr) };
  try {
    process.exitCode = await run(process.argv.slice(2), host);
  } catch (error) {
    process.exitCode = exitCodes.failed;
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`Bulkhead failed: ${reason}\n`);
  }
}

function output(stream: NodeJS.WriteStream): Output {
  // Whoever reads may stop early, as `head` does: that is no failure.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const columns = stream.isTTY ? stream.columns : undefined;
  return { write: (text) => void stream.write(text), colors: colorsFor(stream, process.env), columns };
}
