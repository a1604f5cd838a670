/** RFC 4180 records of a text, quotes and line breaks inside them included. */
export function* readRecords(text: string): Generator<string[]> {
  let position = text.startsWith('\uFEFF') ? 1 : 0;
  let record: string[] = [];

  while (position < text.length) {
    const { value, end } = readField(text, position);
    record.push(value);
    position = end;

    if (text[position] === ',') {
      position++;
      if (position === text.length) record.push('');
      else continue;
    } else if (text[position] === '\r' && text[position + 1] === '\n') position += 2;
    else position++;

    yield record;
    record = [];
  }
}

function readField(text: string, start: number): { value: string; end: number } {
  if (text[start] !== '"') {
    const end = endOfPlain(text, start);
    return { value: text.slice(start, end), end };
  }

  let value = '';
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return { value: value + text.slice(from), end: text.length };
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') {
      const end = endOfPlain(text, quote + 1);
      return { value: value + text.slice(quote + 1, end), end };
    }
    value += '"';
    from = quote + 2;
  }
}

function endOfPlain(text: string, start: number): number {
  for (let end = start; end < text.length; end++) {
    const character = text[end];
    if (character === ',' || character === '\n' || character === '\r') return end;
  }
  return text.length;
}
