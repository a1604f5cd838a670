import { describe, expect, it } from 'vitest';
import { mappingField, noMapping, summarize, unknownWords } from './model';

const file = [
  'Title,STATUS,priority,assignee,team',
  '"one\nline",Open,high,ann;Bob',
  'two,Done,,ann',
  'three,open ,P1,',
  '',
].join('\n');

describe('summarize', () => {
  it('counts rows and words whatever the case of the header', () => {
    const summary = summarize(file);

    expect(summary).toMatchObject({ rows: 3, hasTitle: true, ignored: ['team'] });
    expect(summary.words.assignee).toEqual([
      { word: 'ann', rows: 2 },
      { word: 'Bob', rows: 1 },
    ]);
    expect(summary.words.status.map(({ word }) => word)).toEqual(['Done', 'open', 'Open']);
  });

  it('says that an empty file has no title', () => {
    expect(summarize('')).toMatchObject({ rows: 0, hasTitle: false });
  });
});

it('asks only about words that nobody here knows', () => {
  const member = (name: string, email: string) => ({ user: { id: email, display_name: name, email } });
  const members = [member('Bob', 'bob@x.test'), member('Ann', 'ann@x.test'), member('Ann', 'ann2@x.test')];

  const unknown = unknownWords(summarize(file).words, [{ name: 'done' }], members);

  expect(unknown.status.map(({ word }) => word)).toEqual(['open', 'Open']);
  expect(unknown.priority.map(({ word }) => word)).toEqual(['P1']);
  // Two members are called Ann, so the name alone is nobody.
  expect(unknown.assignee.map(({ word }) => word)).toEqual(['ann']);
});

it('sends only the mappings that were chosen', () => {
  expect(mappingField(noMapping)).toBeNull();
  expect(mappingField({ ...noMapping, status: { Open: 'Todo' } })).toBe('{"status":{"Open":"Todo"}}');
});
