import { CloudOff, CircleAlert, Lock, SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError, hasStatus, NetworkError } from '../api/problem';
import { useT } from '../i18n/useT';
import { Button } from './Button';
import { EmptyState } from './EmptyState';

interface ErrorStateProps {
  error: unknown;
  onRetry?: () => void;
  action?: ReactNode;
}

/** What went wrong, in words a person can act on, with the trace id an operator needs. */
export function ErrorState({ error, onRetry, action }: ErrorStateProps) {
  const t = useT();
  const retry = onRetry && <Button onClick={onRetry}>{t('common.retry')}</Button>;

  if (error instanceof NetworkError)
    return (
      <EmptyState icon={<CloudOff aria-hidden size={28} />} title={t('errors.offline.title')} action={retry}>
        {t('errors.offline.text')}
      </EmptyState>
    );
  if (hasStatus(error, 404))
    return (
      <EmptyState icon={<SearchX aria-hidden size={28} />} title={t('errors.notFound.title')} action={action}>
        {t('errors.notFound.text')}
      </EmptyState>
    );
  if (hasStatus(error, 403))
    return (
      <EmptyState icon={<Lock aria-hidden size={28} />} title={t('errors.noAccess.title')} action={action}>
        {t('errors.noAccess.text')}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<CircleAlert aria-hidden size={28} />}
      title={t('errors.unexpected.title')}
      action={retry ?? action}
    >
      {error instanceof ApiError ? error.message : t('errors.unexpected.text')}
      {error instanceof ApiError && error.problem.trace_id && (
        <p className="mt-1 font-mono text-xs">{t('errors.trace', { id: error.problem.trace_id })}</p>
      )}
    </EmptyState>
  );
}
