import { Bookmark, Check, ChevronDown, Columns3, List } from 'lucide-react';
import type { SavedView } from '@/shared/api/planning';
import { useT } from '@/shared/i18n/useT';
import { Button } from '@/shared/ui/Button';
import { Menu, MenuGroup, MenuItem, MenuSeparator } from '@/shared/ui/Menu';
import type { ViewState } from '../useViewState';

interface ViewsMenuProps {
  state: ViewState;
  onOpen: (view: SavedView) => void;
  onAsk: (what: 'save' | 'rename' | 'delete') => void;
  onShare: (view: SavedView, shared: boolean) => void;
}

/** One's own views and those of the project, and what can be done with the one that is shown. */
export function ViewsMenu({ state: { views, current, mayChange, me }, onOpen, onAsk, onShare }: ViewsMenuProps) {
  const t = useT();
  const own = views.filter(({ owner_id: owner }) => owner === me);
  const shared = views.filter(({ owner_id: owner }) => owner !== me);

  const group = (label: string, some: readonly SavedView[]) =>
    some.length > 0 && (
      <MenuGroup label={label}>
        {some.map((view) => (
          <MenuItem
            key={view.id}
            icon={view.layout === 'board' ? <Columns3 aria-hidden size={14} /> : <List aria-hidden size={14} />}
            onSelect={() => onOpen(view)}
          >
            <span className="flex items-center gap-2">
              <span className="truncate">{view.name}</span>
              {view.owner_id === me && view.shared && (
                <span className="text-2xs text-fg-muted">{t('views.isShared')}</span>
              )}
              {view.id === current?.id && <Check aria-label={t('views.shown')} size={14} className="text-accent-fg" />}
            </span>
          </MenuItem>
        ))}
      </MenuGroup>
    );

  return (
    <Menu
      label={t('views.title')}
      trigger={
        <Button aria-label={current ? t('views.current', { name: current.name }) : t('views.title')}>
          <Bookmark aria-hidden size={14} />
          <span className="max-w-40 truncate">{current?.name ?? t('views.title')}</span>
          <ChevronDown aria-hidden size={14} className="text-fg-muted" />
        </Button>
      }
    >
      {group(t('views.own'), own)}
      {group(t('views.ofOthers'), shared)}
      {views.length > 0 && <MenuSeparator />}
      <MenuItem onSelect={() => onAsk('save')}>{t('views.save')}</MenuItem>
      {current && mayChange && (
        <>
          <MenuItem onSelect={() => onAsk('rename')}>{t('views.rename', { name: current.name })}</MenuItem>
          <MenuItem onSelect={() => onShare(current, !current.shared)}>
            {t(current.shared ? 'views.unshare' : 'views.share', { name: current.name })}
          </MenuItem>
          <MenuItem danger onSelect={() => onAsk('delete')}>
            {t('views.delete', { name: current.name })}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
