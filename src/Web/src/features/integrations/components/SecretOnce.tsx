import { useT } from '@/shared/i18n/useT';
import { CopyField } from '@/shared/ui/CopyField';
import { Notice } from '@/shared/ui/Notice';

/** A signing secret while it can be seen; null when the answer that held it got lost. */
export function SecretOnce({ title, secret }: { title: string; secret: string | null }) {
  const t = useT();
  return (
    <div className="flex flex-col gap-3">
      <Notice tone={secret ? 'ok' : 'warn'} title={title}>
        {secret ? t('integrations.secretText') : t('integrations.secretLost')}
      </Notice>
      {secret && <CopyField label={t('integrations.secret')} value={secret} />}
    </div>
  );
}
