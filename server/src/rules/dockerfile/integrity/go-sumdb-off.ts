import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { switchedOff, type Found, type Switch, type Verdict } from './switches.js';

const everything = /(?:^|,)\*(?:\.\*)?(?:$|,)/;

/** `go help environment`. A pattern for hosts of one's own is normal; GONOPROXY takes nothing away. Go 1.17 removed `-insecure`. */
const switches: readonly Switch[] = [
  { variable: /^GOSUMDB$/, value: /^off$/ },
  { variable: /^(?:GONOSUMDB|GOPRIVATE|GOINSECURE)$/, value: everything },
  { variable: /^GOFLAGS$/, value: /(?:^|\s)-?-insecure(?:=true|=1)?(?=\s|$)/ },
  { of: /^go$/, option: /^-?-insecure$/ },
];

export const goSumdbOff: Rule = {
  id: 'go-sumdb-off',
  title: 'Go modules that are not compared with the checksum database',
  severity: 'warning',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [494] },

  mentions: ['GOSUMDB', 'GONOSUMDB', 'GOPRIVATE', 'GOINSECURE', 'GOFLAGS', 'insecure'],
  instruction: switchedOff(switches, judge),
};

function judge({ written, row }: Found): Verdict {
  if (/^GOINSECURE/.test(written)) {
    return {
      message: say`'${written}' lets Go fetch every module over plain HTTP or under any certificate, where it does not come from a proxy.`,
    };
  }
  if ('option' in row || /^GOFLAGS/.test(written)) {
    const message = say`'-insecure' lets Go before 1.17 fetch modules over plain HTTP and without their checksums; later ones refuse it.`;
    // Other flags stand in the same value.
    return /[\s,]/.test(written) ? { message, fixes: [] } : { message };
  }
  return {
    message: say`'${written}' keeps Go from asking the checksum database: a module that go.sum does not know yet may be another one than everybody else gets.`,
  };
}
