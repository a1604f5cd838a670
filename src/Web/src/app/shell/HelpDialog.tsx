import type { MessageId } from '@/shared/i18n/messages/en';
import { useT } from '@/shared/i18n/useT';
import { usePreferences } from '@/shared/lib/uiStore';
import { Checkbox } from '@/shared/ui/Checkbox';
import { Dialog } from '@/shared/ui/Dialog';
import { Kbd } from '@/shared/ui/Kbd';

const groups: { title: MessageId; keys: [keys: string[], meaning: MessageId][] }[] = [
  {
    title: 'help.everywhere',
    keys: [
      [['Ctrl+K'], 'help.palette'],
      [['C'], 'help.create'],
      [['G', 'I'], 'help.goInbox'],
      [['?'], 'help.this'],
    ],
  },
  {
    title: 'help.inbox',
    keys: [
      [['J', 'K'], 'help.rows'],
      [['Enter'], 'help.open'],
      [['E'], 'help.markRead'],
    ],
  },
  {
    title: 'help.board',
    keys: [
      [['←', '↑', '→', '↓'], 'help.arrows'],
      [['Alt+Shift+←↑→↓'], 'help.move'],
      [['M'], 'help.moveDialog'],
      [['Enter'], 'help.open'],
      [['Home', 'End'], 'help.ends'],
    ],
  },
  {
    title: 'help.list',
    keys: [
      [['↑', '↓'], 'help.rows'],
      [['Enter'], 'help.open'],
      [['X'], 'help.mark'],
      [['Shift+↑', 'Shift+↓'], 'help.range'],
      [['Ctrl+A'], 'help.markAll'],
      [['E'], 'help.bulk'],
      [['Esc'], 'help.unmark'],
      [['/'], 'help.filter'],
    ],
  },
  {
    title: 'help.deliveries',
    keys: [
      [['J', 'K'], 'help.deliveryRows'],
      [['Enter'], 'help.journey'],
      [['X', 'Space'], 'help.deliveryMark'],
      [['R'], 'help.retry'],
    ],
  },
  {
    title: 'help.texts',
    keys: [
      [['Ctrl+Enter'], 'help.send'],
      [['@'], 'help.mention'],
    ],
  },
];

export default function HelpDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { singleKeys, setSingleKeys } = usePreferences();

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('help.title')}>
      <div className="flex flex-col gap-4">
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className="mb-1 font-semibold">{t(group.title)}</h3>
            <dl className="flex flex-col gap-1">
              {group.keys.map(([shown, meaning]) => (
                <div key={meaning} className="flex items-center justify-between gap-2">
                  <dt className="order-2 flex gap-1">
                    {shown.map((one) => (
                      <Kbd key={one}>{one}</Kbd>
                    ))}
                  </dt>
                  <dd className="text-fg-muted">{t(meaning)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section className="border-t border-line pt-3">
          <Checkbox checked={singleKeys} onChange={setSingleKeys}>
            {t('help.singleKeys')}
          </Checkbox>
          <p className="text-xs text-fg-muted">{t('help.singleKeysHint')}</p>
        </section>
      </div>
    </Dialog>
  );
}
