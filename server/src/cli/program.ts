import { buffer } from 'node:stream/consumers';
import { Command, CommanderError, Option } from 'commander';
import { check, failLevels, formats, type CheckOptions } from './check.js';
import { fix } from './fix.js';
import type { Host } from './host.js';
import { findRules, rulesAsJson, rulesAsTable, similarRules } from './rule-list.js';
import type { ScanOptions } from './scan.js';
import { exitCodes, UsageError } from './usage.js';

/** Runs the command line `args` (without the program's name). Gives the exit code; never throws for what a person may type. */
export async function run(args: readonly string[], host: Host): Promise<number> {
  let exitCode: number = exitCodes.clean;
  const program = makeProgram(host, (code) => (exitCode = code));
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has then printed its own message or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.failed;
    if (!(error instanceof UsageError)) throw error;
    host.stderr.write(`error: ${error.message}\n`);
    return exitCodes.failed;
  }
}

const examples = `
Examples:
  bulkhead check                          check all manifests and Dockerfiles below this folder
  bulkhead check deploy/ Dockerfile       check these
  bulkhead check --fail-on error --level baseline
  bulkhead check --format sarif > bulkhead.sarif
  kubectl get deploy web -o yaml | bulkhead check - --stdin-filename web.yaml
  bulkhead fix --dry-run --harden         show what hardening would change
  bulkhead explain privileged-container

Exit codes: 0 nothing found, 1 findings at or above --fail-on, 2 something could not be run, read or checked.
`;

function makeProgram(host: Host, end: (exitCode: number) => void): Command {
  const program = new Command('bulkhead')
    .description('Finds what an attacker could use in Kubernetes manifests and Dockerfiles, and mends it.')
    .version(host.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', examples)
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: host.stdout.write, writeErr: host.stderr.write })
    .showHelpAfterError("('bulkhead --help' shows what there is)");

  scanning(program.command('check'))
    .description('check files, and folders with all that is in them')
    .addOption(new Option('--format <format>', 'how to print the findings').choices(formats).default('pretty'))
    .addOption(
      new Option('--fail-on <severity>', 'the least severity that fails').choices(failLevels).default('warning'),
    )
    .action(
      async (paths: string[], { format, failOn, ...chosen }: ScanFlags & Pick<CheckOptions, 'format' | 'failOn'>) => {
        end(check({ ...(await scanOptions(paths, chosen)), format, failOn }, host));
      },
    );

  scanning(program.command('fix'))
    .description('mend files: what is safe, and with --harden what takes away a right too')
    .option('--harden', 'make hardening fixes too: they may take a right that a workload uses')
    .option('--dry-run', 'change nothing, print a unified diff')
    .action(async (paths: string[], { harden, dryRun, ...chosen }: ScanFlags & { harden?: true; dryRun?: true }) => {
      const options = await scanOptions(paths, chosen);
      end(fix({ ...options, fixes: harden ? 'hardening' : 'safe', effect: dryRun ? 'diff' : 'write' }, host));
    });

  program
    .command('rules')
    .description('list the rules')
    .addOption(new Option('--format <format>', 'how to print them').choices(['pretty', 'json']).default('pretty'))
    .action(({ format }: { format: string }) => {
      const { rules, pageOf, stdout } = host;
      stdout.write(format === 'json' ? rulesAsJson(rules, pageOf) : rulesAsTable(rules, stdout.colors));
    });

  program
    .command('explain')
    .description("print a rule's page")
    .argument('<id>', 'the id of a rule, or the name that another tool has for it')
    .action(async (id: string) => {
      host.stdout.write(await explain(id, host));
    });

  return program;
}

interface ScanFlags {
  readonly level?: 'baseline' | 'restricted';
  readonly config?: string;
  readonly stdinFilename?: string;
}

/** The arguments that all commands on files have. */
function scanning(command: Command): Command {
  const level = 'the Pod Security level that missing settings are held to; wins over the settings files';
  return command
    .argument('[path...]', "files and folders; '-' is standard input (default: this folder)")
    .addOption(new Option('--level <level>', level).choices(['baseline', 'restricted']))
    .option('--config <file>', 'the settings file for all files, instead of the nearest .bulkhead.yaml above each')
    .option('--stdin-filename <file>', 'the name under which standard input is checked');
}

async function scanOptions(paths: string[], { level, config, stdinFilename }: ScanFlags): Promise<ScanOptions> {
  const readsInput = paths.includes('-');
  if (stdinFilename !== undefined && !readsInput) throw new UsageError("--stdin-filename needs the path '-'");
  const input = readsInput ? await buffer(process.stdin) : Buffer.alloc(0);
  return { cwd: process.cwd(), paths, input, stdinFilename, config, level };
}

async function explain(name: string, { rules, readPage }: Host): Promise<string> {
  const found = findRules(rules, name);
  if (found.length > 0) return (await Promise.all(found.map(({ id }) => readPage(id)))).join('\n');
  const similar = similarRules(rules, name);
  const hint = similar.length > 0 ? `; did you mean ${similar.join(', ')}?` : "; 'bulkhead rules' lists them";
  throw new UsageError(`there is no rule '${name}'${hint}`);
}
