import { useQueryClient } from '@tanstack/react-query';
import type { Integration } from '@/shared/api/integrations';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import { useT } from '@/shared/i18n/useT';
import { ConfirmDialog } from '@/shared/ui/Dialog';
import { showWriteError } from '@/shared/ui/writeError';
import { deleteIntegration } from '../api';

interface DeleteIntegrationProps {
  organizationId: string;
  integration: Integration;
  onClose: () => void;
}

export function DeleteIntegration({ organizationId, integration: { id, name }, onClose }: DeleteIntegrationProps) {
  const t = useT();
  const queryClient = useQueryClient();
  const remove = useIntent({
    send: (which: string, intent) => deleteIntegration(organizationId, which, intent),
    onSuccess: onClose,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.integrations(organizationId) }),
    onError: (error) => showWriteError(t, error, { subject: name, retry: () => remove.mutate(id) }),
  });

  return (
    <ConfirmDialog
      open
      danger
      onOpenChange={(open) => !open && onClose()}
      title={t('integrations.deleteOf', { name })}
      confirmLabel={t('integrations.delete')}
      busy={remove.isPending}
      onConfirm={() => remove.mutate(id)}
    >
      <p>{t('integrations.deleteText')}</p>
    </ConfirmDialog>
  );
}
