import { useT } from '@/shared/i18n/useT';
import { Button } from '@/shared/ui/Button';
import { Notice } from '@/shared/ui/Notice';

export function ArchivedNotice({ onRestore }: { onRestore: (() => void) | undefined }) {
  const t = useT();
  return (
    <Notice
      title={t('tasks.archivedTitle')}
      action={onRestore && <Button onClick={onRestore}>{t('tasks.restore')}</Button>}
    >
      {t('tasks.archivedText')}
    </Notice>
  );
}
