import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { useMe } from '@/features/auth/api';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import { useT } from '@/shared/i18n/useT';
import { errorText, limits } from '@/shared/lib/forms';
import { Badge } from '@/shared/ui/Badge';
import { Button } from '@/shared/ui/Button';
import { Field, TextInput } from '@/shared/ui/Field';
import { Notice } from '@/shared/ui/Notice';
import { Page, Section } from '@/shared/ui/Page';
import { describeError } from '@/shared/ui/writeError';
import { createOrganization } from './api';

export default function OrganizationsPage() {
  const t = useT();
  const { organizations } = useMe();

  return (
    <Page title={t('organizations.title')} narrow>
      <Section title={t('organizations.yours')}>
        {organizations.length === 0 && <p className="text-fg-muted">{t('organizations.none')}</p>}
        <ul className="flex flex-col gap-1">
          {organizations.map((organization) => (
            <li key={organization.id}>
              <Link
                to="/organizations/$organizationId"
                params={{ organizationId: organization.id }}
                className="flex min-h-8 items-center gap-2 rounded-md px-2 hover:bg-hover"
              >
                <span className="min-w-0 flex-1 truncate font-medium">{organization.name}</span>
                <Badge>{t(`role.${organization.role}`)}</Badge>
              </Link>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('organizations.new')}>
        <CreateOrganization />
      </Section>
    </Page>
  );
}

function CreateOrganization() {
  const t = useT();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { register, handleSubmit, formState } = useForm({ defaultValues: { name: '' } });
  const create = useIntent({
    send: ({ name }: { name: string }, intent) => createOrganization(name.trim(), intent),
    onSuccess: async (organization) => {
      await queryClient.refetchQueries({ queryKey: keys.me });
      await navigate({ to: '/organizations/$organizationId', params: { organizationId: organization.id } });
    },
  });

  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => void handleSubmit((values) => create.mutate(values))(event)}
    >
      {create.error && (
        <Notice tone="danger" urgent>
          {describeError(t, create.error)}
        </Notice>
      )}
      <div className="flex items-start gap-2">
        <Field label={t('organizations.name')} hideLabel error={errorText(t, formState.errors.name)} className="flex-1">
          <TextInput
            placeholder={t('organizations.name')}
            maxLength={limits.name}
            {...register('name', { validate: (name) => name.trim() !== '' || 'errors.required' })}
          />
        </Field>
        <Button type="submit" variant="primary" busy={create.isPending}>
          {t('organizations.create')}
        </Button>
      </div>
    </form>
  );
}
