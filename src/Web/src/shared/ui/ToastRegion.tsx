import { Toast } from '@base-ui/react/toast';
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { useT } from '../i18n/useT';
import { buttonClass, IconButton } from './Button';
import { useToastQueue, type ToastInput, type ToastTone } from './toast';

const brief = 5_000;
const longer = 12_000;

const icons: Record<ToastTone, ReactNode> = {
  info: <Info aria-hidden size={16} className="text-accent-fg" />,
  ok: <CircleCheck aria-hidden size={16} className="text-ok" />,
  danger: <CircleAlert aria-hidden size={16} className="text-danger" />,
};

export default function ToastRegion() {
  return (
    <Toast.Provider limit={4}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-4 z-60 [:root:has([data-bulk-bar])_&]:bottom-16 flex w-90 max-w-[calc(100vw-2rem)] flex-col gap-2">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const t = useT();
  const { toasts, add, close } = Toast.useToastManager();
  const { waiting, take } = useToastQueue();

  useEffect(() => {
    if (waiting.length === 0) return;
    for (const toast of take()) announce(toast);

    function announce({ title, description, tone = 'info', action }: ToastInput) {
      const id: string = add({
        title,
        type: tone,
        timeout: action || tone === 'danger' ? longer : brief,
        // `high` hides the toast from assistive technology while its buttons keep the focus order (axe: aria-hidden-focus).
        priority: 'low',
        ...(description && { description }),
        ...(action && {
          actionProps: {
            children: action.label,
            onClick: () => {
              close(id);
              action.run();
            },
          },
        }),
      });
    }
  }, [waiting, take, add, close]);

  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      data-toast
      toast={toast}
      className="rounded-md border border-line-strong bg-raised shadow-popup transition-opacity data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-start gap-2 p-3">
        <span className="pt-0.5">{icons[(toast.type as ToastTone | undefined) ?? 'info']}</span>
        <div className="min-w-0 flex-1">
          <Toast.Title className="font-medium" />
          <Toast.Description className="break-words text-fg-muted" />
        </div>
        {toast.actionProps && <Toast.Action className={buttonClass('secondary')} />}
        <Toast.Close
          render={
            <IconButton label={t('common.dismiss')}>
              <X aria-hidden size={14} />
            </IconButton>
          }
        />
      </Toast.Content>
    </Toast.Root>
  ));
}
