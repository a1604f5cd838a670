import { useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import type { Project } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { errorText, limits } from '@/shared/lib/forms';
import { Button } from '@/shared/ui/Button';
import { Field, TextArea, TextInput } from '@/shared/ui/Field';
import { Notice } from '@/shared/ui/Notice';
import { Section } from '@/shared/ui/Page';
import { SaveState, savingOf } from '@/shared/ui/SaveState';
import { describeError } from '@/shared/ui/writeError';
import { patchProject } from '../api';

export function GeneralSettings({ project, readOnly }: { project: Project; readOnly: boolean }) {
  const t = useT();
  const queryClient = useQueryClient();
  const { register, handleSubmit, reset, formState } = useForm({
    values: { name: project.name, description: project.description },
    resetOptions: { keepDirtyValues: true },
  });
  const save = useIntent({
    send: ({ name, description }: { name: string; description: string }, intent) =>
      patchProject(project.id, { name: name.trim(), description, version: project.version }, intent),
    onSuccess: (saved) => {
      queryClient.setQueryData(keys.project(saved.id), saved);
      reset({ name: saved.name, description: saved.description });
      return queryClient.invalidateQueries({ queryKey: keys.projects(saved.organization_id) });
    },
  });

  return (
    <Section title={t('projects.settings.general')} description={t('projects.settings.generalHint')}>
      <form
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => void handleSubmit((values) => save.mutate(values))(event)}
      >
        {save.error && (
          <Notice tone="danger" urgent>
            {describeError(t, save.error)}
          </Notice>
        )}
        <Field label={t('projects.name')} error={errorText(t, formState.errors.name)}>
          <TextInput
            maxLength={limits.name}
            disabled={readOnly}
            {...register('name', { validate: (name) => name.trim() !== '' || 'errors.required' })}
          />
        </Field>
        <Field label={t('projects.description')}>
          <TextArea rows={3} disabled={readOnly} {...register('description')} />
        </Field>
        {!readOnly && (
          <div className="flex items-center gap-3">
            <Button type="submit" variant="primary" busy={save.isPending} disabled={!formState.isDirty}>
              {t('common.save')}
            </Button>
            <SaveState state={savingOf(formState.isDirty, save)} />
          </div>
        )}
      </form>
    </Section>
  );
}
