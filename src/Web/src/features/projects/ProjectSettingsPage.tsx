import { useSuspenseQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useMembership } from '@/features/auth/api';
import { may } from '@/features/auth/model';
import { useT } from '@/shared/i18n/useT';
import { buttonClass } from '@/shared/ui/Button';
import { Notice } from '@/shared/ui/Notice';
import { Page } from '@/shared/ui/Page';
import { exportUrl, projectQuery } from './api';
import { ArchiveProject } from './components/ArchiveProject';
import { GeneralSettings } from './components/GeneralSettings';
import { LabelSettings } from './components/LabelSettings';
import { StatusSettings } from './components/StatusSettings';

export default function ProjectSettingsPage({ projectId }: { projectId: string }) {
  const t = useT();
  const { data: project } = useSuspenseQuery(projectQuery(projectId));
  const role = useMembership(project.organization_id)?.role;
  const manages = may.manageProject(role);
  const archived = project.archived_at !== null;

  return (
    <Page
      title={t('projects.settings.title')}
      narrow
      actions={
        <a href={exportUrl(projectId)} download className={buttonClass()}>
          <Download aria-hidden size={14} />
          {t('nav.export')}
        </a>
      }
    >
      {!manages && <Notice>{t('projects.settings.readOnly')}</Notice>}
      <GeneralSettings project={project} readOnly={!manages || archived} />
      <StatusSettings projectId={projectId} readOnly={!manages || archived} />
      <LabelSettings projectId={projectId} readOnly={!may.editLabels(role) || archived} />
      {manages && <ArchiveProject project={project} />}
    </Page>
  );
}
