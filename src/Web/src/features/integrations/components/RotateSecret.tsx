import { useQueryClient } from '@tanstack/react-query';
import type { Integration } from '@/shared/api/integrations';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { Button } from '@/shared/ui/Button';
import { Dialog } from '@/shared/ui/Dialog';
import { Notice } from '@/shared/ui/Notice';
import { describeError } from '@/shared/ui/writeError';
import { rotateSecret } from '../api';
import { SecretOnce } from './SecretOnce';

interface RotateSecretProps {
  organizationId: string;
  integration: Integration;
  onClose: () => void;
}

export function RotateSecret({ organizationId, integration: { id, name }, onClose }: RotateSecretProps) {
  const t = useT();
  const format = useFormat();
  const queryClient = useQueryClient();
  const rotate = useIntent({
    send: (which: string, intent) => rotateSecret(which, intent),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.integrations(organizationId) }),
  });

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={rotate.isPending}
      title={t('integrations.rotateOf', { name })}
      footer={
        rotate.isSuccess ? (
          <Button variant="primary" onClick={onClose}>
            {t('common.close')}
          </Button>
        ) : (
          <>
            <Button onClick={onClose} disabled={rotate.isPending}>
              {t('common.cancel')}
            </Button>
            <Button variant="primary" busy={rotate.isPending} onClick={() => rotate.mutate(id)}>
              {t('integrations.rotate')}
            </Button>
          </>
        )
      }
    >
      {rotate.isSuccess ? (
        <SecretOnce
          title={t('integrations.rotated', { when: format.instant(rotate.data.previous_expires_at) })}
          secret={rotate.data.signing_secret}
        />
      ) : (
        <div className="flex flex-col gap-3">
          {rotate.isError && (
            <Notice tone="danger" urgent>
              {describeError(t, rotate.error)}
            </Notice>
          )}
          <p>{t('integrations.rotateText')}</p>
        </div>
      )}
    </Dialog>
  );
}
