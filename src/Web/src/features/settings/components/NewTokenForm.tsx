import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import type { CreatedAccessToken, TokenScope } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { applyFieldProblems, errorText, limits } from '@/shared/lib/forms';
import { Button } from '@/shared/ui/Button';
import { Checkbox } from '@/shared/ui/Checkbox';
import { Field, TextInput } from '@/shared/ui/Field';
import { Notice } from '@/shared/ui/Notice';
import { Select } from '@/shared/ui/Select';
import { describeError } from '@/shared/ui/writeError';
import { createToken, type NewToken } from '../api';
import { expiryAfter } from '../model';

const scopeChoices: readonly TokenScope[] = ['read', 'write', 'admin', 'ops'];
const lifetimes = ['30', '90', '365', 'never'] as const;

export function NewTokenForm({ onCreated }: { onCreated: (token: CreatedAccessToken) => void }) {
  const t = useT();
  const queryClient = useQueryClient();
  const [scopes, setScopes] = useState<readonly TokenScope[]>(['read', 'write']);
  const [lifetime, setLifetime] = useState<(typeof lifetimes)[number]>('90');
  const { register, handleSubmit, reset, setError, formState } = useForm({ defaultValues: { name: '' } });
  const create = useIntent({
    send: (token: NewToken, intent) => createToken(token, intent),
    onSuccess: (created) => {
      reset();
      onCreated(created);
      return queryClient.invalidateQueries({ queryKey: keys.tokens });
    },
    onError: (error) => void applyFieldProblems(error, ['name'], setError),
  });
  const general = create.error && applyFieldProblems(create.error, ['name'], () => undefined);

  const submit = handleSubmit(({ name }) => {
    const expiresAt = expiryAfter(lifetime === 'never' ? null : Number(lifetime), startOfHour());
    create.mutate({
      name: name.trim(),
      ...(scopes.length > 0 && { scopes: [...scopes] }),
      ...(expiresAt && { expires_at: expiresAt }),
    });
  });

  return (
    <form noValidate className="flex flex-col gap-3 border-t border-line pt-3" onSubmit={(event) => void submit(event)}>
      {general && (
        <Notice tone="danger" urgent>
          {describeError(t, general)}
        </Notice>
      )}
      <div className="flex flex-wrap items-start gap-2">
        <Field
          label={t('settings.tokens.name')}
          error={errorText(t, formState.errors.name)}
          className="min-w-48 flex-1"
        >
          <TextInput
            maxLength={limits.name}
            {...register('name', { validate: (name) => name.trim() !== '' || 'errors.required' })}
          />
        </Field>
        <Field label={t('settings.tokens.expires')} className="w-36">
          <Select
            label={t('settings.tokens.expires')}
            value={lifetime}
            options={lifetimes.map((value) => ({
              value,
              label: value === 'never' ? t('settings.tokens.never') : t('settings.tokens.days', { days: value }),
            }))}
            onChange={setLifetime}
          />
        </Field>
      </div>
      <fieldset className="flex flex-wrap gap-x-4">
        <legend className="mb-1 text-xs font-medium">{t('settings.tokens.scopes')}</legend>
        {scopeChoices.map((scope) => (
          <Checkbox
            key={scope}
            checked={scopes.includes(scope)}
            onChange={(on) => setScopes(on ? [...scopes, scope] : scopes.filter((other) => other !== scope))}
          >
            {t(`settings.tokens.scope.${scope}`)}
          </Checkbox>
        ))}
        {scopes.length === 0 && <span className="self-center text-fg-muted">{t('settings.tokens.all')}</span>}
      </fieldset>
      <Button type="submit" className="self-start" busy={create.isPending}>
        {t('settings.tokens.create')}
      </Button>
    </form>
  );
}

/** The same draft sent again within the hour is the same request, so its key is reused and no second token is made. */
function startOfHour(): Date {
  const now = new Date();
  now.setMinutes(0, 0, 0);
  return now;
}
