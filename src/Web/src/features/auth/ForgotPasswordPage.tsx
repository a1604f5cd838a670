import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { useT } from '@/shared/i18n/useT';
import { emailPattern, errorText, limits } from '@/shared/lib/forms';
import { Button } from '@/shared/ui/Button';
import { Field, TextInput } from '@/shared/ui/Field';
import { Notice } from '@/shared/ui/Notice';
import { describeError } from '@/shared/ui/writeError';
import { forgotPassword, providersQuery } from './api';
import { AuthFrame, linkClass } from './components/AuthFrame';

export default function ForgotPasswordPage() {
  const t = useT();
  const { data: providers } = useQuery(providersQuery);
  const { register, handleSubmit, formState } = useForm({ defaultValues: { email: '' } });
  const ask = useMutation({ mutationFn: ({ email }: { email: string }) => forgotPassword(email), retry: false });

  return (
    <AuthFrame
      title={t('auth.forgot.title')}
      footer={
        <Link to="/sign-in" className={linkClass}>
          {t('auth.toSignIn')}
        </Link>
      }
    >
      {providers?.email === false && (
        <Notice tone="warn">{t('auth.forgot.noMail', { example: 'you@example.com' })}</Notice>
      )}
      {ask.isSuccess && <Notice tone="info">{t('auth.forgot.sent')}</Notice>}
      {ask.error && (
        <Notice tone="danger" urgent>
          {describeError(t, ask.error)}
        </Notice>
      )}
      {providers?.email && !ask.isSuccess && (
        <form
          noValidate
          className="flex flex-col gap-3"
          onSubmit={(event) => void handleSubmit((values) => ask.mutate(values))(event)}
        >
          <p>{t('auth.forgot.text')}</p>
          <Field label={t('auth.email')} error={errorText(t, formState.errors.email)}>
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
          <Button type="submit" variant="primary" busy={ask.isPending}>
            {t('auth.forgot.submit')}
          </Button>
        </form>
      )}
    </AuthFrame>
  );
}
