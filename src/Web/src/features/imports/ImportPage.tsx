import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useMembership } from '@/features/auth/api';
import { may } from '@/features/auth/model';
import { projectQuery } from '@/features/projects/api';
import { useIntent } from '@/shared/api/mutation';
import { useT } from '@/shared/i18n/useT';
import { Notice } from '@/shared/ui/Notice';
import { Page } from '@/shared/ui/Page';
import { importFingerprint, startImport, type ImportRequest } from './api';
import { ImportForm } from './components/ImportForm';
import { ImportRun } from './components/ImportRun';
import { noMapping, type FileSummary, type Mapping } from './model';

/** What was chosen so far; it stays while a check runs, so that the import starts from it. */
export interface ImportDraft {
  file: File;
  summary: FileSummary;
  createMissing: boolean;
  mapping: Mapping;
}

export type DraftStart = Pick<ImportDraft, 'file' | 'summary'>;

const route = getRouteApi('/_app/projects/$projectId/import');

export default function ImportPage({ projectId }: { projectId: string }) {
  const t = useT();
  const { run } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: project } = useSuspenseQuery(projectQuery(projectId));
  const role = useMembership(project.organization_id)?.role;
  const [draft, setDraft] = useState<ImportDraft | null>(null);

  const start = useIntent({
    send: (request: ImportRequest, intent) => startImport(projectId, request, intent),
    fingerprint: importFingerprint,
    onSuccess: ({ import_id }) => navigate({ search: { run: import_id } }),
  });
  const begin = (dryRun: boolean) => {
    if (draft) start.mutate({ file: draft.file, createMissing: draft.createMissing, mapping: draft.mapping, dryRun });
  };
  const toForm = () => {
    start.reset();
    void navigate({ search: {} });
  };

  return (
    <Page title={t('imports.title')} narrow>
      {!may.editTasks(role) || project.archived_at ? (
        <Notice>{t('imports.readOnly')}</Notice>
      ) : run ? (
        <ImportRun
          key={run}
          id={run}
          projectId={projectId}
          startable={draft !== null}
          starting={start.isPending}
          startError={start.error}
          onStart={() => begin(false)}
          onChange={toForm}
          onAgain={() => {
            setDraft(null);
            toForm();
          }}
        />
      ) : (
        <ImportForm
          project={project}
          mayAddStatuses={may.manageProject(role)}
          draft={draft}
          checking={start.isPending}
          error={start.error}
          onFile={(chosen) => {
            start.reset();
            setDraft(
              chosen && {
                ...chosen,
                createMissing: draft?.createMissing ?? false,
                mapping: draft?.mapping ?? noMapping,
              },
            );
          }}
          onChange={(patch) => setDraft((old) => old && { ...old, ...patch })}
          onCheck={() => begin(true)}
        />
      )}
    </Page>
  );
}
