import { useQueryClient } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import type { CreatedIntegration, Integration } from '@/shared/api/integrations';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import { ApiError } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/useT';
import { limits } from '@/shared/lib/forms';
import { Button } from '@/shared/ui/Button';
import { Dialog } from '@/shared/ui/Dialog';
import { Field, TextInput } from '@/shared/ui/Field';
import { Notice } from '@/shared/ui/Notice';
import { Select } from '@/shared/ui/Select';
import { describeError } from '@/shared/ui/writeError';
import { changeIntegration, createIntegration } from '../api';
import {
  availableKinds,
  draftOf,
  emptyDraft,
  fieldsOf,
  isAvailable,
  problemsOf,
  writtenOf,
  type Draft,
  type FieldOfKind,
} from '../model';
import { EventsField, ProjectsField } from './ScopeFields';
import { SecretOnce } from './SecretOnce';

interface IntegrationDialogProps {
  organizationId: string;
  /** Left out for a new one. */
  integration?: Integration;
  onClose: () => void;
}

const valueMaxLength = 2000;

export default function IntegrationDialog({ organizationId, integration, onClose }: IntegrationDialogProps) {
  const t = useT();
  const form = useId();
  const queryClient = useQueryClient();
  const isNew = integration === undefined;
  const [draft, setDraft] = useState<Draft>(() =>
    integration && isAvailable(integration.kind) ? draftOf(integration, integration.kind) : emptyDraft,
  );
  const [tried, setTried] = useState(false);
  const [created, setCreated] = useState<CreatedIntegration | null>(null);
  const write = useIntent({
    send: (wanted: Draft, intent): Promise<Integration | CreatedIntegration> => {
      const written = writtenOf(wanted, isNew);
      return integration
        ? changeIntegration(organizationId, integration.id, { ...written, version: integration.version }, intent)
        : createIntegration(organizationId, { kind: wanted.kind, ...written }, intent);
    },
    onSuccess: (stored) => {
      if (isNew && stored.kind === 'webhook' && 'signing_secret' in stored) setCreated(stored);
      else onClose();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.integrations(organizationId) }),
  });

  const problems = problemsOf(draft, isNew);
  const said = write.error instanceof ApiError ? write.error.fields : [];
  const errorOf = (name: keyof typeof problems, pointer: string) => {
    const problem = tried ? problems[name] : undefined;
    return problem ? t(problem) : said.find((field) => field.pointer === pointer)?.message;
  };
  const edit = (change: Partial<Draft>) => {
    // What the server said was of other values.
    if (write.isError) write.reset();
    setDraft((old) => ({ ...old, ...change }));
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length === 0 && !write.isPending) write.mutate(draft);
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={write.isPending}
      title={integration ? t('integrations.editTitle', { name: integration.name }) : t('integrations.connectTitle')}
      footer={
        created ? (
          <Button variant="primary" onClick={onClose}>
            {t('common.close')}
          </Button>
        ) : (
          <>
            <Button onClick={onClose} disabled={write.isPending}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" form={form} variant="primary" busy={write.isPending}>
              {isNew ? t('integrations.connect') : t('common.save')}
            </Button>
          </>
        )
      }
    >
      {created ? (
        <SecretOnce title={t('integrations.secretReady', { name: created.name })} secret={created.signing_secret} />
      ) : (
        <form id={form} noValidate onSubmit={submit} className="flex flex-col gap-3">
          {write.isError && said.length === 0 && (
            <Notice tone="danger" urgent>
              {isConflict(write.error) ? t('integrations.changed') : describeError(t, write.error)}
            </Notice>
          )}
          {isNew && (
            <Field label={t('integrations.kind')}>
              <Select
                value={draft.kind}
                options={availableKinds.map((value) => ({ value, label: t(`integrations.kind.${value}`) }))}
                onChange={(kind) => edit({ kind })}
              />
            </Field>
          )}
          <Field label={t('common.name')} error={errorOf('name', '/name')}>
            <TextInput
              value={draft.name}
              maxLength={limits.name}
              autoComplete="off"
              onChange={(event) => edit({ name: event.target.value })}
            />
          </Field>
          {fieldsOf[draft.kind].map((field) => (
            <KindField
              key={`${draft.kind}/${field.name}`}
              field={field}
              isNew={isNew}
              value={draft.values[field.name] ?? ''}
              error={errorOf(field.name, `/${field.part}/${field.name}`)}
              onChange={(value) => edit({ values: { ...draft.values, [field.name]: value } })}
            />
          ))}
          <EventsField draft={draft} error={errorOf('events', '/events')} onChange={edit} />
          <ProjectsField
            organizationId={organizationId}
            draft={draft}
            error={errorOf('projects', '/project_ids')}
            onChange={edit}
          />
        </form>
      )}
    </Dialog>
  );
}

interface KindFieldProps {
  field: FieldOfKind;
  isNew: boolean;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

function KindField({ field: { part, name, type }, isNew, value, error, onChange }: KindFieldProps) {
  const t = useT();
  const hint =
    part === 'secrets'
      ? t(isNew ? 'integrations.secretNew' : 'integrations.secretKept')
      : name === 'url' || name === 'channel' || name === 'from_email'
        ? t(`integrations.${name}Hint`)
        : undefined;
  return (
    <Field label={t(`integrations.${name}`)} error={error} {...(hint && { description: hint })}>
      <TextInput
        type={type}
        value={value}
        maxLength={valueMaxLength}
        // A password manager must neither offer nor keep what belongs to a machine.
        autoComplete={part === 'secrets' ? 'new-password' : 'off'}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

function isConflict(error: Error): boolean {
  return error instanceof ApiError && error.code === 'VERSION_CONFLICT';
}
