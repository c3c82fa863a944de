// npm run tables: the tables of facts that grow old, each with the day on which it was last checked, the oldest first. A table
// says so in its doc comment: `@checked 2026-08-21`. Fails for a day that is none.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const year = 365 * 24 * 60 * 60 * 1000;

/** Every `@checked` in the sources of the server, with the name that its comment stands before. */
export function readTables(folder = path.join(root, 'server', 'src')) {
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.flatMap((file) => {
    const text = fs.readFileSync(path.join(folder, file), 'utf8');
    const marks = [...text.matchAll(/^ *(?:\/\*\*.*|\*) *@checked\s+(\S+)/gm)];
    return marks.map(({ 1: checked, index }) => {
      const name = /^(?:export )?(?:const|function) (\w+)/m.exec(text.slice(text.indexOf('*/', index)))?.[1] ?? '';
      return { name, file: file.split(path.sep).join('/'), checked };
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const tables = readTables().sort((a, b) => (a.checked < b.checked ? -1 : a.checked > b.checked ? 1 : 0));
  const isDay = ({ checked }) => /^\d{4}-\d\d-\d\d$/.test(checked) && !Number.isNaN(Date.parse(checked));
  const width = Math.max(...tables.map(({ name }) => name.length));
  for (const table of tables) {
    const age = Date.now() - Date.parse(table.checked);
    const remark = !isDay(table) ? '  NOT A DAY' : age > year ? '  OLDER THAN A YEAR' : '';
    console.log(`${table.checked}  ${table.name.padEnd(width)}  server/src/${table.file}${remark}`);
  }
  const old = tables.filter(({ checked }) => Date.now() - Date.parse(checked) > year).length;
  console.log(`\n${tables.length} tables, ${old} older than a year`);
  process.exitCode = tables.every(isDay) ? 0 : 1;
}
