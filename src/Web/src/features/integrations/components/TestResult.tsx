import { X } from 'lucide-react';
import type { ConnectionTested } from '@/shared/api/integrations';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { Button, IconButton } from '@/shared/ui/Button';
import { Notice } from '@/shared/ui/Notice';
import { describeError } from '@/shared/ui/writeError';

interface TestResultProps {
  name: string;
  result: ConnectionTested | undefined;
  error: Error | null;
  onRetry: () => void;
  onDismiss: () => void;
}

/** What a test is at, and what came of it: only what the server has said. */
export function TestResult({ name, result, error, onRetry, onDismiss }: TestResultProps) {
  const t = useT();
  const format = useFormat();
  if (error)
    return (
      <Notice tone="danger" urgent action={<Button onClick={onRetry}>{t('common.retry')}</Button>}>
        {describeError(t, error)}
      </Notice>
    );
  if (!result) return <Notice>{t('integrations.testing', { name })}</Notice>;
  const dismiss = (
    <IconButton label={t('integrations.dismiss')} className="-my-1.5" onClick={onDismiss}>
      <X aria-hidden size={14} />
    </IconButton>
  );
  return (
    <Notice tone={result.ok ? 'ok' : 'warn'} action={dismiss}>
      {t(`integrations.tested.${result.outcome}`, {
        name,
        detail: result.detail,
        time: `${format.number(result.duration_ms)} ms`,
      })}
    </Notice>
  );
}
