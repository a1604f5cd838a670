import { expect, it } from 'vitest';
import { readRecords } from './csv';

const records = (text: string) => [...readRecords(text)];

it.each([
  ['', []],
  [
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'a,b\r\n1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  ['\uFEFFa\n1', [['a'], ['1']]],
  ['"a,1","b\n2"\n', [['a,1', 'b\n2']]],
  ['"say ""hi""",x', [['say "hi"', 'x']]],
  [
    'a,\n,b',
    [
      ['a', ''],
      ['', 'b'],
    ],
  ],
  ['a,', [['a', '']]],
  ['"never closed,1\n2', [['never closed,1\n2']]],
])('reads %j', (text, expected) => {
  expect(records(text)).toEqual(expected);
});
