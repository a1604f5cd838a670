import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { renderApp } from '../test/render';
import { InlineText } from './InlineText';

function setup() {
  const onCommit = vi.fn<(text: string) => void>();
  const { user } = renderApp(<InlineText label="Name" value="Todo" onCommit={onCommit} />);
  return { onCommit, user, input: screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' }) };
}

it('commits what changed with Enter, once', async () => {
  const { user, input, onCommit } = setup();

  await user.clear(input);
  await user.type(input, ' Ready {Enter}');
  await user.tab();

  expect(onCommit).toHaveBeenCalledExactlyOnceWith('Ready');
});

it('takes back with Escape and commits nothing', async () => {
  const { user, input, onCommit } = setup();

  await user.type(input, ' later{Escape}');
  await user.tab();

  expect(input.value).toBe('Todo');
  expect(onCommit).not.toHaveBeenCalled();
});

it('keeps an empty text in the field as wrong', async () => {
  const { user, input, onCommit } = setup();

  await user.clear(input);
  await user.tab();

  expect(input.getAttribute('aria-invalid')).toBe('true');
  expect(onCommit).not.toHaveBeenCalled();
});
