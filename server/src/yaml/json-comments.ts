/**
 * A JSON text with its comments (`//` to the end of the line, and what stands between slash-star and star-slash, as editors allow them)
 * written as YAML comments of the same length, so that every position stays true. A comment that ends before its line does becomes
 * blanks. Any other text is given back as it is: YAML knows no such comments, and there `//` may begin a value.
 */
export function maskJsonComments(text: string): string {
  if (!isJsonWithComments(text)) return text;
  const pieces: string[] = [];
  let copied = 0;
  for (const found of text.matchAll(tokens)) {
    const [token] = found;
    // A Go template, and no JSON.
    if (token === '{{') return text;
    if (!token.startsWith('/')) continue;
    pieces.push(text.slice(copied, found.index));
    copied = found.index + token.length;
    pieces.push(token.startsWith('//') ? ` #${token.slice(2)}` : maskBlock(token, endsLine(text, copied)));
  }
  return pieces.join('') + text.slice(copied);
}

/** Whether a text is JSON that only editors take, because of its comments: a map that is empty or whose first key is in double quotes. */
export function isJsonWithComments(text: string): boolean {
  if (!/\/[/*]/.test(text)) return false;
  const brace = skipComments(text, text.startsWith('\uFEFF') ? 1 : 0);
  return text.charAt(brace) === '{' && /["}]/.test(text.charAt(skipComments(text, brace + 1)));
}

/** Strings, comments and what opens a template; slashes behind a letter (`https://…`, without quotes) open no comment. */
const tokens = /"[^"\\\n\r]*(?:\\.[^"\\\n\r]*)*"?|(?<![A-Za-z]:?)(?:\/\/[^\n\r]*|\/\*[^]*?(?:\*\/|$(?![^])))|\{\{/g;

/** The offset of what follows the white space and comments at an offset. */
function skipComments(text: string, start: number): number {
  const blank = /[ \t\n\r]*/y;
  for (let at = start; ;) {
    blank.lastIndex = at;
    blank.test(text);
    at = blank.lastIndex;
    if (text.startsWith('//', at)) at = lineEnd(text, at);
    else if (text.startsWith('/*', at)) at = behind(text, '*/', at + 2);
    else return at;
  }
}

function lineEnd(text: string, start: number): number {
  const lineBreak = /[\n\r]|$(?![^])/g;
  lineBreak.lastIndex = start;
  return lineBreak.exec(text)?.index ?? text.length;
}

function behind(text: string, mark: string, start: number): number {
  const found = text.indexOf(mark, start);
  return found < 0 ? text.length : found + mark.length;
}

function maskBlock(comment: string, atLineEnd: boolean): string {
  const lines = comment.split(/(?<=[\n\r])/);
  return lines
    .map((line, index) => {
      if (index === lines.length - 1 && !atLineEnd) return ' '.repeat(line.length);
      return index === 0 ? ` #${line.slice(2)}` : line.replace(/^[^\n\r]/, '#');
    })
    .join('');
}

/** Whether nothing but blanks, and perhaps one more comment, stands between an offset and the end of its line. */
function endsLine(text: string, offset: number): boolean {
  const rest = /[ \t]*(?:\/\/|[\n\r]|$(?![^]))/y;
  rest.lastIndex = offset;
  return rest.test(text);
}
