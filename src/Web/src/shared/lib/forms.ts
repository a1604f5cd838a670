import type { FieldError, FieldPath, FieldValues, UseFormSetError } from 'react-hook-form';
import { ApiError } from '../api/problem';
import { en, type MessageId } from '../i18n/messages/en';
import type { Translate } from '../i18n/useT';

/** Lengths of api.md; the server has the last word. */
export const limits = { name: 100, label: 50, title: 500, email: 254 } as const;

export const emailPattern = /^[^\s@]+@[^\s@]+$/;

/** Rules name messages by id, the server sends text. */
export function errorText(t: Translate, error: FieldError | undefined): string | undefined {
  const message = error?.message;
  if (message === undefined) return undefined;
  return isMessageId(message) ? t(message) : message;
}

function isMessageId(text: string): text is MessageId {
  return text in en;
}

/** Puts what the server said about single fields beside them; returns what belongs to no field of the form. */
export function applyFieldProblems<T extends FieldValues>(
  error: Error,
  names: readonly FieldPath<T>[],
  setError: UseFormSetError<T>,
): Error | null {
  if (!(error instanceof ApiError) || error.fields.length === 0) return error;

  let unplaced = 0;
  for (const { pointer, message } of error.fields) {
    const name = names.find((candidate) => pointer === `/${candidate}`);
    if (name) setError(name, { type: 'server', message }, { shouldFocus: true });
    else unplaced++;
  }
  return unplaced > 0 ? error : null;
}
