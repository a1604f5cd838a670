import { useInfiniteQuery } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import { projectsQuery } from '@/features/projects/api';
import { useT } from '@/shared/i18n/useT';
import { buttonClass } from '@/shared/ui/Button';
import { Checkbox } from '@/shared/ui/Checkbox';
import { MultiCombobox } from '@/shared/ui/Combobox';
import { eventTypes, type Draft } from '../model';

interface ScopeFieldProps {
  draft: Draft;
  error: string | undefined;
  onChange: (change: Partial<Draft>) => void;
}

const options = eventTypes.map((value) => ({ value: value as string, label: value }));

export function EventsField({ draft, error, onChange }: ScopeFieldProps) {
  const t = useT();
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-xs font-medium">{t('integrations.events')}</legend>
      <Checkbox checked={draft.allEvents} onChange={(allEvents) => onChange({ allEvents })}>
        {t('integrations.allEvents')}
      </Checkbox>
      {!draft.allEvents && (
        <MultiCombobox
          label={t('integrations.events')}
          searchLabel={t('integrations.searchEvents')}
          emptyLabel={t('common.nothingFound')}
          value={draft.events}
          options={options}
          onChange={(events) => onChange({ events })}
          trigger={<Trigger text={t('integrations.eventsChosen', { count: draft.events.length })} />}
        />
      )}
      {!draft.allEvents && draft.events.length > 0 && (
        <p className="text-xs text-fg-muted">{draft.events.join(', ')}</p>
      )}
      <Refusal text={error} />
    </fieldset>
  );
}

export function ProjectsField({
  organizationId,
  draft,
  error,
  onChange,
}: ScopeFieldProps & { organizationId: string }) {
  const t = useT();
  const projects = useInfiniteQuery({ ...projectsQuery(organizationId), enabled: !draft.allProjects });
  const known = projects.data?.pages.flatMap((page) => page.items) ?? [];
  // Those chosen before that the list does not show stay chosen.
  const hidden = draft.projectIds.filter((id) => !known.some((project) => project.id === id));
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-xs font-medium">{t('integrations.projects')}</legend>
      <Checkbox checked={draft.allProjects} onChange={(allProjects) => onChange({ allProjects })}>
        {t('integrations.allProjects')}
      </Checkbox>
      {!draft.allProjects && (
        <MultiCombobox
          label={t('integrations.projects')}
          searchLabel={t('integrations.searchProjects')}
          emptyLabel={t('common.nothingFound')}
          value={draft.projectIds}
          options={known.map(({ id, key, name }) => ({ value: id, label: `${key} ${name}` }))}
          onChange={(chosen) => onChange({ projectIds: [...hidden, ...chosen] })}
          trigger={<Trigger text={t('integrations.projectsChosen', { count: draft.projectIds.length })} />}
        />
      )}
      <Refusal text={error} />
    </fieldset>
  );
}

function Trigger({ text, ...rest }: { text: string }) {
  return (
    <button type="button" {...rest} className={buttonClass('secondary', 'justify-between self-start')}>
      {text}
      <ChevronDown aria-hidden size={14} />
    </button>
  );
}

function Refusal({ text }: { text: string | undefined }) {
  return (
    text && (
      <p role="alert" className="text-xs text-danger">
        {text}
      </p>
    )
  );
}
