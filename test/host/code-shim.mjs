#!/usr/bin/env node
// Stands in for the desktop program: @vscode/test-electron's runTests({ vscodeExecutablePath }) starts it with
// --extensionDevelopmentPath=… and --extensionTestsPath=…, and takes its exit code for the result.
import { runTests } from './run-tests.mjs';

const options = new Map(
  process.argv.slice(2).flatMap((argument) => {
    const match = /^--([^=]+)=(.*)$/.exec(argument);
    return match ? [[match[1], match[2]]] : [];
  }),
);
const folder = process.argv.slice(2).find((argument) => argument.startsWith('/'));

process.exitCode = await runTests({
  extensionDevelopmentPath: options.get('extensionDevelopmentPath'),
  extensionTestsPath: options.get('extensionTestsPath'),
  ...(folder && { folder }),
});
