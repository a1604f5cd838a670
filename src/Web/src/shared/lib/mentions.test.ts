import { describe, expect, it } from 'vitest';
import { mentionAt, nameInMarkup, peopleFor, toBody, toEditing } from './mentions';

const bob = { name: 'Bob Stone', id: '0198c0de-0000-7000-8000-000000000001' };
const bo = { name: 'Bob', id: '0198c0de-0000-7000-8000-000000000002' };
const markup = ({ name, id }: { name: string; id: string }) => `@[${name}](user:${id})`;

describe('the text of a comment while it is edited', () => {
  it('shows names and comes back with the ids', () => {
    const body = `Ask ${markup(bob)}, not ${markup(bo)}.\n${markup(bob)}`;
    const { text, people } = toEditing(body);

    expect(text).toBe('Ask @Bob Stone, not @Bob.\n@Bob Stone');
    expect(toBody(text, people)).toBe(body);
  });

  it('keeps two people of one name apart', () => {
    const other = { ...bob, id: bo.id };
    const body = `${markup(bob)} and ${markup(other)}`;
    const { text, people } = toEditing(body);

    expect(text).toBe(`@Bob Stone and ${markup(other)}`);
    expect(toBody(text, people)).toBe(body);
  });

  it('keeps the markup where the name alone would be lost or taken for another', () => {
    const tanaka = { ...bob, name: '田中' };
    const bodies = [
      `${markup(tanaka)}さん`,
      `${markup(bo)}s and ${markup(bo)}`,
      `x${markup(bo)}`,
      `${markup(bo)}${markup(bob)}`,
      `${markup(bo)} Stone, not ${markup(bob)}`,
      `@Bob, not ${markup(bo)}`,
      markup(bo).replace('user', 'USER'),
    ];

    for (const body of bodies) {
      const { text, people } = toEditing(body);
      expect(toBody(text, people)).toBe(body);
    }
    expect(toEditing(bodies[1]!).text).toBe(`${markup(bo)}s and @Bob`);
  });

  it('takes a broken name for plain text, and none inside a word', () => {
    expect(toBody('@Bob Ston and mail@Bob Stone and @Bob Stones', [bob])).toBe(
      '@Bob Ston and mail@Bob Stone and @Bob Stones',
    );
  });

  it('leaves what is no mention as it is', () => {
    const body = '[Bob](user:x) @[Bob](https://example.test) 🙂 @';
    expect(toEditing(body)).toEqual({ text: body, people: [] });
    expect(toBody(body, [])).toBe(body);
  });
});

describe('looking for people', () => {
  it('begins with an @ that begins a word and ends with it', () => {
    expect(mentionAt('Ask @bo', 7)).toEqual({ start: 4, words: 'bo' });
    expect(mentionAt('Ask @', 5)).toEqual({ start: 4, words: '' });
    expect(mentionAt('@Bob St', 7)).toEqual({ start: 0, words: 'Bob St' });
    for (const text of ['mail@bo', 'Ask @ bo', 'Ask @bo\nand', 'no one', '@bob  and'])
      expect(mentionAt(text, text.length)).toBeUndefined();
    expect(mentionAt('Ask @bo', 3)).toBeUndefined();
  });

  it('finds them by the beginning of any of their words', () => {
    const people = [bob, bo, { name: 'Eve', id: '3' }];
    expect(peopleFor(people, 'st')).toEqual([bob]);
    expect(peopleFor(people, 'BO')).toEqual([bob, bo]);
    expect(peopleFor(people, '')).toHaveLength(3);
  });

  it('writes a name without what would end the markup', () => {
    expect(nameInMarkup('Bob [QA]')).toBe('Bob QA');
  });
});
