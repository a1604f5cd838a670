import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, it, vi } from 'vitest';
import { problem, server } from '@/shared/test/msw';
import { renderApp } from '@/shared/test/render';
import { SignInForm } from './SignInForm';

it('names what is missing and sends nothing', async () => {
  const { user } = renderApp(<SignInForm onSignedIn={vi.fn<() => void>()} />);

  await user.click(screen.getByRole('button', { name: 'Sign in' }));

  expect(await screen.findAllByText('Required')).toHaveLength(2);
  expect(screen.getByLabelText('E-mail').getAttribute('aria-invalid')).toBe('true');
});

it('says the same for a wrong password and an unknown address', async () => {
  server.use(http.post('/api/auth/login', () => problem(401, 'UNAUTHENTICATED')));
  const onSignedIn = vi.fn<() => void>();
  const { user } = renderApp(<SignInForm onSignedIn={onSignedIn} />);

  await user.type(screen.getByLabelText('E-mail'), 'ann@example.com');
  await user.type(screen.getByLabelText('Password'), 'wrong');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));

  expect((await screen.findByRole('alert')).textContent).toContain('E-mail or password is wrong');
  expect(onSignedIn).not.toHaveBeenCalled();
});

it('enters once the server has answered', async () => {
  server.use(http.post('/api/auth/login', () => HttpResponse.json({})));
  const onSignedIn = vi.fn<() => void>();
  const { user } = renderApp(<SignInForm fixedEmail="ann@example.com" onSignedIn={onSignedIn} />);

  await user.type(screen.getByLabelText('Password'), 'right');
  await user.keyboard('{Enter}');

  await vi.waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());
});
