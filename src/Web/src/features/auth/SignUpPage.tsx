import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { hasStatus } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/useT';
import { applyFieldProblems, emailPattern, errorText, limits } from '@/shared/lib/forms';
import { Button } from '@/shared/ui/Button';
import { Field, TextInput } from '@/shared/ui/Field';
import { Notice } from '@/shared/ui/Notice';
import { describeError } from '@/shared/ui/writeError';
import { register as signUp, type Registration } from './api';
import { AuthFrame, linkClass } from './components/AuthFrame';
import { useEnter } from './useEnter';

const route = getRouteApi('/sign-up');
const fields = ['display_name', 'email', 'password', 'organization_name'] as const;

export default function SignUpPage() {
  const t = useT();
  const search = route.useSearch();
  const enter = useEnter(search.return_to);
  const { register, handleSubmit, setError, formState } = useForm<Registration>({
    defaultValues: { display_name: '', email: search.email ?? '', password: '', organization_name: '' },
  });
  const { errors } = formState;
  const mutation = useMutation({
    mutationFn: ({ organization_name, ...person }: Registration) => {
      const name = organization_name?.trim();
      return signUp(name ? { ...person, organization_name: name } : person);
    },
    retry: false,
    onSuccess: enter,
    onError: (error) => void applyFieldProblems(error, fields, setError),
  });
  const general = mutation.error && applyFieldProblems(mutation.error, fields, () => undefined);

  return (
    <AuthFrame
      title={t('auth.signUp.title')}
      footer={
        <Link to="/sign-in" search={search} className={linkClass}>
          {t('auth.signUp.toSignIn')}
        </Link>
      }
    >
      <form
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => void handleSubmit((values) => mutation.mutate(values))(event)}
      >
        {general && (
          <Notice tone="danger" urgent>
            {hasStatus(general, 409) ? t('auth.signUp.exists') : describeError(t, general)}
          </Notice>
        )}
        <Field label={t('auth.displayName')} error={errorText(t, errors.display_name)}>
          <TextInput
            autoComplete="name"
            maxLength={limits.name}
            {...register('display_name', { required: 'errors.required' })}
          />
        </Field>
        <Field label={t('auth.email')} error={errorText(t, errors.email)}>
          <TextInput
            type="email"
            autoComplete="username"
            maxLength={limits.email}
            {...register('email', {
              required: 'errors.required',
              pattern: { value: emailPattern, message: 'errors.email' },
            })}
          />
        </Field>
        <Field label={t('auth.password')} error={errorText(t, errors.password)}>
          <TextInput
            type="password"
            autoComplete="new-password"
            {...register('password', { required: 'errors.required' })}
          />
        </Field>
        <Field
          label={t('auth.organizationName')}
          description={t('auth.organizationHint')}
          error={errorText(t, errors.organization_name)}
        >
          <TextInput autoComplete="organization" maxLength={limits.name} {...register('organization_name')} />
        </Field>
        <Button type="submit" variant="primary" busy={mutation.isPending}>
          {t('auth.signUp.submit')}
        </Button>
      </form>
    </AuthFrame>
  );
}
