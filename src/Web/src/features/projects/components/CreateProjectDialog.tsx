import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useForm, useWatch } from 'react-hook-form';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import { hasStatus } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/useT';
import { applyFieldProblems, errorText, limits } from '@/shared/lib/forms';
import { Button } from '@/shared/ui/Button';
import { Dialog } from '@/shared/ui/Dialog';
import { Field, TextArea, TextInput } from '@/shared/ui/Field';
import { Notice } from '@/shared/ui/Notice';
import { describeError } from '@/shared/ui/writeError';
import { createProject } from '../api';
import { keyPattern, suggestKey } from '../model';

interface CreateProjectDialogProps {
  organizationId: string;
  takenKeys: readonly string[];
  onClose: () => void;
}

const formId = 'create-project';
const fields = ['name', 'key', 'description'] as const;

export default function CreateProjectDialog({ organizationId, takenKeys, onClose }: CreateProjectDialogProps) {
  const t = useT();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { register, handleSubmit, setError, setValue, control, formState } = useForm({
    defaultValues: { name: '', key: '', description: '' },
  });
  const { errors, dirtyFields } = formState;

  const create = useIntent({
    send: (project: { name: string; key: string; description: string }, intent) => {
      const description = project.description === '' ? {} : { description: project.description };
      return createProject(organizationId, { name: project.name.trim(), key: project.key, ...description }, intent);
    },
    onSuccess: async (project) => {
      queryClient.setQueryData(keys.project(project.id), project);
      await queryClient.invalidateQueries({ queryKey: keys.projects(organizationId) });
      await navigate({ to: '/projects/$projectId/board', params: { projectId: project.id } });
      onClose();
    },
    onError: (error) => {
      if (hasStatus(error, 409)) setError('key', { message: 'projects.keyTaken' }, { shouldFocus: true });
      else applyFieldProblems(error, fields, setError);
    },
  });
  const general =
    create.error && !hasStatus(create.error, 409) && applyFieldProblems(create.error, fields, () => undefined);
  const key = useWatch({ control, name: 'key' });

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('projects.new')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form={formId} variant="primary" busy={create.isPending}>
            {t('projects.create')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => void handleSubmit((values) => create.mutate(values))(event)}
      >
        {general && (
          <Notice tone="danger" urgent>
            {describeError(t, general)}
          </Notice>
        )}
        <Field label={t('projects.name')} error={errorText(t, errors.name)}>
          <TextInput
            maxLength={limits.name}
            {...register('name', {
              validate: (name) => name.trim() !== '' || 'errors.required',
              onChange: (event: { target: { value: string } }) => {
                if (!dirtyFields.key) setValue('key', suggestKey(event.target.value, takenKeys));
              },
            })}
          />
        </Field>
        <Field
          label={t('projects.key')}
          description={t('projects.keyHint', { example: `${key || 'WEB'}-42` })}
          error={errorText(t, errors.key)}
        >
          <TextInput
            maxLength={10}
            spellCheck={false}
            autoComplete="off"
            className="font-mono uppercase"
            {...register('key', {
              setValueAs: (value: string) => value.toUpperCase(),
              validate: (value) => keyPattern.test(value.toUpperCase()) || 'projects.keyInvalid',
            })}
          />
        </Field>
        <Field label={t('projects.description')} error={errorText(t, errors.description)}>
          <TextArea rows={3} {...register('description')} />
        </Field>
      </form>
    </Dialog>
  );
}
