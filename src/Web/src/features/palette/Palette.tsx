import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useT } from '@/shared/i18n/useT';
import { cx } from '@/shared/lib/cx';
import { Kbd } from '@/shared/ui/Kbd';
import { itemClass } from '@/shared/ui/popup';
import type { PaletteGroup, PaletteItem } from './model';
import { usePaletteGroups, type PalettePlace } from './usePaletteGroups';

const typingPause = 150;

export default function Palette({ onClose, ...place }: PalettePlace & { onClose: () => void }) {
  const t = useT();
  const [query, setQuery] = useState('');
  const [search, setSearch] = useState('');
  const { groups, searching, failed } = usePaletteGroups(place, query, search);

  const placeholder = t(place.project ? 'palette.placeholder' : 'palette.placeholderNoProject');

  useEffect(() => {
    const timer = setTimeout(() => setSearch(query.trim()), typingPause);
    return () => clearTimeout(timer);
  }, [query]);

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup
          aria-label={t('palette.title')}
          className="fixed top-[12vh] left-1/2 z-40 flex max-h-[70vh] w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 flex-col overflow-hidden rounded-lg border border-line bg-raised shadow-popup outline-none"
        >
          <Autocomplete.Root
            open
            inline
            items={groups}
            filter={null}
            autoHighlight="always"
            keepHighlight
            value={query}
            onValueChange={setQuery}
            itemToStringValue={(item: PaletteItem) => item.label}
          >
            <div className="flex items-center gap-2 border-b border-line px-3">
              <Search aria-hidden size={16} className="shrink-0 text-fg-muted" />
              <Autocomplete.Input
                aria-label={placeholder}
                placeholder={placeholder}
                className="h-11 w-full bg-transparent text-md outline-none"
              />
            </div>
            <Dialog.Close className="sr-only">{t('common.close')}</Dialog.Close>
            <Autocomplete.Status className="px-3 py-1 text-xs text-fg-muted empty:hidden">
              {searching ? t('palette.searching') : failed ? t('palette.searchFailed') : null}
            </Autocomplete.Status>
            <Autocomplete.Empty className="px-3 py-4 text-fg-muted empty:hidden">
              {t('palette.nothing')}
            </Autocomplete.Empty>
            <Autocomplete.List className="min-h-0 flex-1 overflow-y-auto p-1 empty:p-0">
              {(group: PaletteGroup) => (
                <Autocomplete.Group key={group.value} items={group.items}>
                  <Autocomplete.GroupLabel className="px-2 py-1 text-2xs font-medium text-fg-muted">
                    {group.value}
                  </Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(item: PaletteItem) => (
                      <Autocomplete.Item
                        key={item.id}
                        value={item}
                        onClick={() => {
                          onClose();
                          item.run();
                        }}
                        className={cx(itemClass, 'data-highlighted:bg-selected')}
                      >
                        <span className="min-w-0 flex-1 truncate">{item.label}</span>
                        {item.hint && <Kbd>{item.hint}</Kbd>}
                      </Autocomplete.Item>
                    )}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
