import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { membersQuery } from '@/features/members/api';
import { statusesQuery } from '@/features/projects/api';
import { priorities, type Project } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { Button } from '@/shared/ui/Button';
import { Checkbox } from '@/shared/ui/Checkbox';
import { Notice } from '@/shared/ui/Notice';
import { describeError } from '@/shared/ui/writeError';
import type { DraftStart, ImportDraft } from '../ImportPage';
import { summarize, unknownWords, type MappedColumn } from '../model';
import { FileDrop } from './FileDrop';
import { MappingTable } from './MappingTable';

const bytesPerKb = 1024;

interface ImportFormProps {
  project: Project;
  mayAddStatuses: boolean;
  draft: ImportDraft | null;
  checking: boolean;
  error: Error | null;
  onFile: (chosen: DraftStart | null) => void;
  onChange: (patch: Partial<ImportDraft>) => void;
  onCheck: () => void;
}

export function ImportForm({
  project,
  mayAddStatuses,
  draft,
  checking,
  error,
  onFile,
  onChange,
  onCheck,
}: ImportFormProps) {
  const t = useT();
  const [unreadable, setUnreadable] = useState(false);

  const open = async (file: File) => {
    setUnreadable(false);
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
      onFile({ file, summary: summarize(text) });
    } catch {
      setUnreadable(true);
      onFile(null);
    }
  };

  return (
    <div className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-4">
      <p className="text-fg-muted">{t('imports.intro')}</p>
      <FileDrop
        chosen={
          draft &&
          t('imports.fileInfo', {
            name: draft.file.name,
            size: Math.ceil(draft.file.size / bytesPerKb),
            rows: draft.summary.rows,
          })
        }
        onFile={(file) => void open(file)}
      />
      {unreadable && (
        <Notice tone="danger" urgent>
          {t('imports.unreadable')}
        </Notice>
      )}
      {error && (
        <Notice tone="danger" urgent>
          {describeError(t, error)}
        </Notice>
      )}
      {draft && !draft.summary.hasTitle && (
        <Notice tone="danger" urgent>
          {t('imports.noTitle')}
        </Notice>
      )}
      {draft?.summary.hasTitle && (
        <>
          {draft.summary.ignored.length > 0 && (
            <Notice>{t('imports.ignored', { names: draft.summary.ignored.join(', ') })}</Notice>
          )}
          <Checkbox checked={draft.createMissing} onChange={(createMissing) => onChange({ createMissing })}>
            {t(mayAddStatuses ? 'imports.createMissing' : 'imports.createMissingMember')}
          </Checkbox>
          <Mappings project={project} draft={draft} onChange={onChange} />
          <div className="flex items-center gap-3">
            <Button variant="primary" busy={checking} onClick={onCheck}>
              {t('imports.check')}
            </Button>
            <span className="text-xs text-fg-muted">{t('imports.checkHint')}</span>
          </div>
        </>
      )}
    </div>
  );
}

interface MappingsProps {
  project: Project;
  draft: ImportDraft;
  onChange: (patch: Partial<ImportDraft>) => void;
}

function Mappings({ project, draft, onChange }: MappingsProps) {
  const t = useT();
  const { data: statuses } = useSuspenseQuery(statusesQuery(project.id));
  const { data: members = [] } = useQuery(membersQuery(project.organization_id));
  const unknown = unknownWords(draft.summary.words, statuses, members);

  const targets: Record<MappedColumn, { value: string; label: string }[]> = {
    status: statuses.map(({ name }) => ({ value: name, label: name })),
    priority: priorities.map((priority) => ({ value: priority, label: t(`priority.${priority}`) })),
    assignee: members.map(({ user }) => ({ value: user.email, label: `${user.display_name} (${user.email})` })),
  };

  return (['status', 'priority', 'assignee'] as const).map(
    (column) =>
      unknown[column].length > 0 && (
        <MappingTable
          key={column}
          title={t(`imports.mapping.${column}`)}
          hint={t(`imports.mapping.${column}Hint`)}
          words={unknown[column]}
          targets={targets[column]}
          chosen={draft.mapping[column]}
          onChange={(words) => onChange({ mapping: { ...draft.mapping, [column]: words } })}
        />
      ),
  );
}
