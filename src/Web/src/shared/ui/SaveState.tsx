import { Check, CircleDashed } from 'lucide-react';
import { useT } from '../i18n/useT';
import { Spinner } from './Spinner';

export type Saving = 'clean' | 'local' | 'sent' | 'confirmed';

/** The three honest states of a change; nothing is called saved before the server said so. */
export function SaveState({ state }: { state: Saving }) {
  const t = useT();
  return (
    <span role="status" className="inline-flex min-w-0 items-center gap-1 text-xs whitespace-nowrap text-fg-muted">
      {state === 'local' && (
        <>
          <CircleDashed aria-hidden size={12} />
          {t('common.state.unsaved')}
        </>
      )}
      {state === 'sent' && (
        <>
          <Spinner />
          {t('common.state.sending')}
        </>
      )}
      {state === 'confirmed' && (
        <>
          <Check aria-hidden size={12} className="text-ok" />
          {t('common.state.confirmed')}
        </>
      )}
    </span>
  );
}

export function savingOf(dirty: boolean, mutation: { isPending: boolean; isSuccess: boolean }): Saving {
  if (mutation.isPending) return 'sent';
  if (dirty) return 'local';
  return mutation.isSuccess ? 'confirmed' : 'clean';
}
