import { useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import { useT } from '@/shared/i18n/useT';
import { applyFieldProblems, errorText } from '@/shared/lib/forms';
import { Button } from '@/shared/ui/Button';
import { Field, TextInput } from '@/shared/ui/Field';
import { Notice } from '@/shared/ui/Notice';
import { Section } from '@/shared/ui/Page';
import { showToast } from '@/shared/ui/toast';
import { describeError } from '@/shared/ui/writeError';
import { changePassword } from '../api';

const empty = { current: '', new: '', repeat: '' };

export function Password() {
  const t = useT();
  const queryClient = useQueryClient();
  const { register, handleSubmit, reset, setError, formState } = useForm({ defaultValues: empty });
  const { errors } = formState;
  const change = useIntent({
    send: ({ current, new: next }: typeof empty, intent) => changePassword({ current, new: next }, intent),
    onSuccess: () => {
      reset(empty);
      showToast({ title: t('settings.password.changed'), tone: 'ok' });
      return queryClient.invalidateQueries({ queryKey: keys.sessions });
    },
    onError: (error) => void applyFieldProblems(error, ['current', 'new'], setError),
  });
  const general = change.error && applyFieldProblems(change.error, ['current', 'new'], () => undefined);

  return (
    <Section title={t('settings.password')} description={t('settings.passwordHint')}>
      <form
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => void handleSubmit((values) => change.mutate(values))(event)}
      >
        {general && (
          <Notice tone="danger" urgent>
            {describeError(t, general)}
          </Notice>
        )}
        <Field label={t('settings.password.current')} error={errorText(t, errors.current)}>
          <TextInput
            type="password"
            autoComplete="current-password"
            {...register('current', { required: 'errors.required' })}
          />
        </Field>
        <Field label={t('settings.password.new')} error={errorText(t, errors.new)}>
          <TextInput
            type="password"
            autoComplete="new-password"
            {...register('new', { required: 'errors.required' })}
          />
        </Field>
        <Field label={t('settings.password.repeat')} error={errorText(t, errors.repeat)}>
          <TextInput
            type="password"
            autoComplete="new-password"
            {...register('repeat', {
              validate: (repeat, values) => repeat === values.new || 'settings.password.differ',
            })}
          />
        </Field>
        <Button type="submit" className="self-start" busy={change.isPending}>
          {t('settings.password.change')}
        </Button>
      </form>
    </Section>
  );
}
