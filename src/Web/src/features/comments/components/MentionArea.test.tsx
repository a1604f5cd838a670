import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useRef, useState } from 'react';
import { expect, it, vi } from 'vitest';
import { IntlRoot } from '@/shared/i18n/IntlRoot';
import { MentionArea } from './MentionArea';

const people = [
  { id: '0198c0de-0000-7000-8000-000000000001', name: 'Bob Stone' },
  { id: '0198c0de-0000-7000-8000-000000000002', name: 'Bo Berg' },
];
const onKeyDown = vi.fn<(event: { key: string }) => void>();

function Editor({ seen, among = people }: { seen: (body: string) => void; among?: typeof people }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [body, setBody] = useState('');
  seen(body);
  return (
    <IntlRoot>
      <MentionArea
        area={area}
        label="Text"
        body={body}
        maxLength={100}
        people={among}
        onWrite={setBody}
        onKeyDown={onKeyDown}
      />
    </IntlRoot>
  );
}

it('finds people while an @ is typed and sends their id behind the name that is shown', async () => {
  const seen = vi.fn<(body: string) => void>();
  const user = userEvent.setup();
  render(<Editor seen={seen} />);
  const text = screen.getByRole('textbox', { name: 'Text' });

  await user.type(text, 'Ask @bo');
  const options = screen.getAllByRole('option');
  expect(options.map((option) => option.textContent)).toEqual(['Bob Stone', 'Bo Berg']);
  expect(text).toHaveProperty('value', 'Ask @bo');
  await user.keyboard('{ArrowDown}');
  expect(text.getAttribute('aria-activedescendant')).toBe(options[1]?.id);
  await user.keyboard('{Enter}');

  expect(screen.queryByRole('listbox')).toBeNull();
  expect(text).toHaveProperty('value', 'Ask @Bo Berg ');
  expect(seen).toHaveBeenLastCalledWith(`Ask @[Bo Berg](user:${people[1]?.id}) `);
});

it('lets Escape close the list and nothing else, and leaves other keys to the editor', async () => {
  const user = userEvent.setup();
  onKeyDown.mockClear();
  render(<Editor seen={() => {}} />);

  await user.type(screen.getByRole('textbox', { name: 'Text' }), '@b{Escape}');
  expect(screen.queryByRole('listbox')).toBeNull();
  expect(onKeyDown.mock.calls.map(([event]) => event.key)).not.toContain('Escape');

  await user.keyboard('{Escape}{Control>}{Enter}{/Control}');
  expect(onKeyDown.mock.calls.map(([event]) => event.key)).toEqual(expect.arrayContaining(['Escape', 'Enter']));
});

it('is done with a mention once it is taken, also when another name begins with it', async () => {
  const seen = vi.fn<(body: string) => void>();
  const user = userEvent.setup();
  const [ann, annLee] = people.map(({ id }, index) => ({ id, name: index === 0 ? 'Ann' : 'Ann Lee' }));
  render(<Editor seen={seen} among={[ann!, annLee!]} />);

  await user.type(screen.getByRole('textbox', { name: 'Text' }), '@an{Enter}');
  expect(screen.queryByRole('listbox')).toBeNull();
  await user.keyboard('{Enter}');
  expect(seen).toHaveBeenLastCalledWith(`@[Ann](user:${ann!.id}) \n`);

  await user.keyboard('@ann l{Enter}');
  expect(seen).toHaveBeenLastCalledWith(`@[Ann](user:${ann!.id}) \n@[Ann Lee](user:${annLee!.id}) `);
});
