import { ApiError, NetworkError } from '../api/problem';
import type { Translate } from '../i18n/useT';
import { showToast } from './toast';

/** One sentence about a refused or lost write, for a notice or a toast. */
export function describeError(t: Translate, error: unknown): string {
  if (error instanceof NetworkError) return t('errors.network');
  if (!(error instanceof ApiError)) return t('errors.unexpected.text');
  if (error.status === 429) return t('errors.rateLimited');
  if (error.code === 'VERSION_CONFLICT') return t('errors.conflict');
  if (error.code === 'TASK_LOCKED') return t('errors.locked');
  if (error.status === 403) return t('errors.noAccess.text');
  const fields = error.fields.map((field) => field.message);
  return fields.length > 0 ? fields.join(' ') : error.message;
}

/** Says that a write did not happen, of which thing, and offers to send it again. */
export function showWriteError(
  t: Translate,
  error: unknown,
  { subject, retry }: { subject?: string; retry?: () => void } = {},
): void {
  const title = t('errors.write');
  showToast({
    title: subject ? `${subject}: ${title}` : title,
    description: describeError(t, error),
    tone: 'danger',
    ...(retry && { action: { label: t('common.retry'), run: retry } }),
  });
}
