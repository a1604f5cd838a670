import { useState } from 'react';
import { keys } from '@/shared/api/keys';
import type { Project } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { Button } from '@/shared/ui/Button';
import { ConfirmDialog } from '@/shared/ui/Dialog';
import { Section } from '@/shared/ui/Page';
import { archiveProject, restoreProject } from '../api';
import { useSettingWrite } from '../useProjectWrites';

export function ArchiveProject({ project }: { project: Project }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const options = {
    stale: [keys.project(project.id), keys.projects(project.organization_id), keys.board(project.id)],
    subject: () => project.name,
    onDone: () => setAsking(false),
  };
  const archive = useSettingWrite((id: string, intent) => archiveProject(id, intent), options);
  const restore = useSettingWrite((id: string, intent) => restoreProject(id, intent), options);

  return (
    <Section title={t('projects.settings.danger')} description={t('projects.settings.archiveHint')}>
      {project.archived_at ? (
        <Button className="self-start" busy={restore.isPending} onClick={() => restore.mutate(project.id)}>
          {t('projects.settings.restore')}
        </Button>
      ) : (
        <Button className="self-start" onClick={() => setAsking(true)}>
          {t('projects.settings.archive')}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        danger
        title={t('projects.settings.archive')}
        confirmLabel={t('projects.settings.archive')}
        busy={archive.isPending}
        onConfirm={() => archive.mutate(project.id)}
      >
        <p>{t('projects.settings.archiveConfirm', { name: project.name })}</p>
      </ConfirmDialog>
    </Section>
  );
}
