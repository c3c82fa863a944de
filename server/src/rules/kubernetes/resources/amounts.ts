import { say } from '../../../engine/message.js';
import type { Fix, Problem } from '../../../engine/rule.js';
import { parseQuantity, quantityText, unit, unitsOf } from '../../../kubernetes/quantity.js';
import { isExtended } from '../../../kubernetes/resources.js';
import { set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

/** Amounts that Kubernetes cannot read, and amounts of memory that nobody can mean. */
export function* doubtfulAmounts(amounts: YamlValue, kind: 'request' | 'limit'): Iterable<Problem> {
  for (const { name, value } of amounts.entries) {
    const text = quantityText(value);
    if (!value.exists || value.opaque || text === undefined || isStandIn(text)) continue;
    const quantity = parseQuantity(text);
    if (quantity === undefined || quantity < 0n) {
      yield {
        at: value,
        message: say`'${plain(text)}' is no amount that Kubernetes reads as a ${kind} of ${name}: it refuses the object.`,
        fixes: written(value, meant(text)),
      };
    } else if (isExtended(name) && quantity % unit !== 0n) {
      yield {
        at: value,
        message: say`'${text}' of ${name} is no whole number: Kubernetes refuses a part of such a resource.`,
        fixes: [],
      };
    } else if (name === 'cpu' && unitsOf(quantity) >= mostCores) {
      yield {
        at: value,
        message: say`'${text}' of cpu is ${unitsOf(quantity)} cores, which no node has: surely thousandths are meant, 'm'.`,
        severity: 'warning',
        fixes: written(value, /^[1-9]\d*Mi?$/.test(text) ? text.replace(/Mi?$/, 'm') : undefined),
      };
    } else if (isInBytes(name) && quantity > 0n && unitsOf(quantity) < smallestMeant) {
      yield {
        at: value,
        message: text.endsWith('m')
          ? say`'${text}' of ${name} is ${unitsOf(quantity)} bytes, because 'm' stands for a thousandth: surely mebibytes are meant, 'Mi'.`
          : say`'${text}' of ${name} is so many bytes, which is less than any program needs: a unit such as 'Mi' or 'Gi' is missing.`,
        severity: 'warning',
        fixes: written(value, inUnits(text)),
      };
    }
  }
}

/** No machine has as many processors. */
const mostCores = 10_000;

/** In bytes. No container starts with less memory, and no file system is smaller. */
const smallestMeant = 64 * 1024;

/** `128` and `128m` with the unit that was meant: nothing runs in so few mebibytes as a person counts gibibytes. */
function inUnits(text: string): string | undefined {
  const [, digits, thousandths] = /^([1-9]\d*)(m?)$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return thousandths === '' && Number(digits) < 16 ? `${digits}Gi` : `${digits}Mi`;
}

function isInBytes(resource: string): boolean {
  return resource === 'memory' || resource === 'ephemeral-storage';
}

/** Whether somebody else fills the amount in: `$(MEMORY)`, `${MEMORY}`, `<memory>`. */
function isStandIn(text: string): boolean {
  return /[$<>{}%[\]]/.test(text) || /^[A-Z_]{3,}$/.test(text);
}

const units = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'k', 'M', 'G', 'T', 'P', 'E'];

/** The amount that was meant by one with an unknown unit: `128MB` gives `128M`, `1 gib` gives `1Gi`. */
function meant(text: string): string | undefined {
  const [, digits, unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-z]*)\s*$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const word = unit.replace(/(?<=.)b(ytes?)?$/i, '').toLowerCase();
  const known = word === '' || word === 'b' ? '' : units.find((candidate) => candidate.toLowerCase() === word);
  return known === undefined || parseQuantity(digits + known) === undefined ? undefined : digits + known;
}

function written(value: YamlValue, text: string | undefined): readonly Fix[] {
  if (text === undefined) return [];
  return unlessShared(
    [value],
    [{ title: say`Write '${text}'`, applicability: 'hardening', changes: () => [set(value, text)] }],
  );
}

function plain(text: string): string {
  return text.replace(/["'`\s]+/g, ' ').trim();
}
