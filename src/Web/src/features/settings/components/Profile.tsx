import { useQueryClient } from '@tanstack/react-query';
import { Controller, useForm } from 'react-hook-form';
import { useMe } from '@/features/auth/api';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import type { Me } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { applyFieldProblems, errorText, limits } from '@/shared/lib/forms';
import { Button } from '@/shared/ui/Button';
import { Combobox } from '@/shared/ui/Combobox';
import { Field, inputClass, TextInput } from '@/shared/ui/Field';
import { Notice } from '@/shared/ui/Notice';
import { Section } from '@/shared/ui/Page';
import { SaveState, savingOf } from '@/shared/ui/SaveState';
import { describeError } from '@/shared/ui/writeError';
import { patchMe } from '../api';
import { Unverified } from './Unverified';

const deviceZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
const zones = Array.from(new Set([deviceZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])).map((zone) => ({
  value: zone,
  label: zone,
}));

export function Profile() {
  const t = useT();
  const queryClient = useQueryClient();
  const { user } = useMe();
  const { register, control, handleSubmit, reset, setError, formState } = useForm({
    defaultValues: { display_name: user.display_name, time_zone: user.time_zone },
  });
  const save = useIntent({
    send: ({ display_name, time_zone }: { display_name: string; time_zone: string }, intent) =>
      patchMe({ display_name: display_name.trim(), time_zone }, intent),
    onSuccess: (_, sent) => {
      queryClient.setQueryData<Me>(
        keys.me,
        (me) => me && { ...me, user: { ...me.user, ...sent, display_name: sent.display_name.trim() } },
      );
      reset({ ...sent, display_name: sent.display_name.trim() });
      return queryClient.invalidateQueries({ queryKey: keys.me });
    },
    onError: (error) => void applyFieldProblems(error, ['display_name', 'time_zone'], setError),
  });
  const general = save.error && applyFieldProblems(save.error, ['display_name', 'time_zone'], () => undefined);

  return (
    <Section title={t('settings.profile')}>
      <form
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => void handleSubmit((values) => save.mutate(values))(event)}
      >
        {general && (
          <Notice tone="danger" urgent>
            {describeError(t, general)}
          </Notice>
        )}
        <Field label={t('settings.displayName')} error={errorText(t, formState.errors.display_name)}>
          <TextInput
            autoComplete="name"
            maxLength={limits.name}
            {...register('display_name', { validate: (name) => name.trim() !== '' || 'errors.required' })}
          />
        </Field>
        <Field label={t('settings.email')}>
          <TextInput readOnly value={user.email} />
        </Field>
        <Unverified />
        <div className="flex flex-col gap-1">
          <span className="text-xs font-medium">{t('settings.timeZone')}</span>
          <Controller
            control={control}
            name="time_zone"
            render={({ field }) => (
              <Combobox
                label={t('settings.timeZone')}
                searchLabel={t('common.search')}
                emptyLabel={t('common.nothingFound')}
                options={zones}
                value={field.value}
                onChange={(zone) => zone && field.onChange(zone)}
                trigger={
                  <button type="button" className={`${inputClass} text-left`}>
                    {field.value}
                  </button>
                }
              />
            )}
          />
        </div>
        <div className="flex items-center gap-3">
          <Button type="submit" variant="primary" busy={save.isPending} disabled={!formState.isDirty}>
            {t('common.save')}
          </Button>
          <SaveState state={savingOf(formState.isDirty, save)} />
        </div>
      </form>
    </Section>
  );
}
