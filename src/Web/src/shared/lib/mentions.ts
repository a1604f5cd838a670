export interface Mentioned {
  id: string;
  name: string;
}

/** As the server finds them (Domain/Comments/Mentions): the id decides, the name is what was shown when it was written. */
const markup = /@\[([^\r\n]{1,100}?)\]\(user:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)/gi;
const inWord = /[\p{L}\p{N}_]/u;

/**
 * A comment as its writer edits it: `@Name` for each person, and who they are. `toBody` gives back exactly the comment: of two people of one
 * name the second keeps its markup, and so does a mention beside a letter.
 */
export function toEditing(body: string): { text: string; people: Mentioned[] } {
  const ids = new Map<string, string>();
  let text = '';
  let read = 0;
  for (const match of body.matchAll(markup)) {
    const [whole, name = '', id = ''] = match;
    text += body.slice(read, match.index);
    read = match.index + whole.length;
    const alone = !inWord.test(text.at(-1) ?? '') && !inWord.test(body[read] ?? '');
    const short = alone && (ids.get(name) ?? id) === id;
    if (short) ids.set(name, id);
    text += short ? `@${name}` : whole;
  }
  text += body.slice(read);
  const people = [...ids].map(([name, id]) => ({ name, id }));
  // Plain text may look like one of the names; then nothing but the markup tells them apart.
  return toBody(text, people) === body ? { text, people } : { text: body, people: [] };
}

/** What is sent: the names of the people mentioned carry their ids. A name that was broken by editing is plain text. */
export function toBody(text: string, people: readonly Mentioned[]): string {
  const longestFirst = people.toSorted((a, b) => b.name.length - a.name.length);
  let body = '';
  for (let at = 0; at < text.length;) {
    const person = longestFirst.find(({ name }) => stands(text, at, name));
    body += person ? `@[${person.name}](user:${person.id})` : text[at];
    at += person ? person.name.length + 1 : 1;
  }
  return body;
}

function stands(text: string, at: number, name: string): boolean {
  const end = at + 1 + name.length;
  return (
    text[at] === '@' &&
    text.startsWith(name, at + 1) &&
    !inWord.test(text[at - 1] ?? '') &&
    !inWord.test(text[end] ?? '')
  );
}

/** A name as it may stand in the markup: brackets would end it, line breaks are not allowed. */
export function nameInMarkup(name: string): string {
  return (
    name
      .replaceAll(/[[\]()\\`\r\n]/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim() || '?'
  );
}

export interface MentionQuery {
  /** Where the `@` stands. */
  start: number;
  words: string;
}

const longestQuery = 40;

/** What is being looked for when the caret stands behind an `@` that begins a word. */
export function mentionAt(text: string, caret: number): MentionQuery | undefined {
  const start = text.lastIndexOf('@', caret - 1);
  if (start < 0 || inWord.test(text[start - 1] ?? '')) return undefined;
  const words = text.slice(start + 1, caret);
  return words.length > longestQuery || /[\n\r\]]|^\s|\s{2}/.test(words) ? undefined : { start, words };
}

/** People whose name has a word that begins so, in their order. */
export function peopleFor<T extends { name: string }>(people: readonly T[], words: string): T[] {
  const wanted = words.toLocaleLowerCase();
  return people.filter(({ name }) => {
    const lower = name.toLocaleLowerCase();
    return lower.startsWith(wanted) || lower.includes(` ${wanted}`);
  });
}
