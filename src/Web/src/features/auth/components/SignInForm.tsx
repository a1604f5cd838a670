import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { hasStatus } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/useT';
import { emailPattern, errorText } from '@/shared/lib/forms';
import { Button } from '@/shared/ui/Button';
import { Field, TextInput } from '@/shared/ui/Field';
import { Notice } from '@/shared/ui/Notice';
import { describeError } from '@/shared/ui/writeError';
import { login, type Credentials } from '../api';

interface SignInFormProps {
  /** The person is known and only proves it again. */
  fixedEmail?: string;
  initialEmail?: string;
  onSignedIn: () => void;
}

export function SignInForm({ fixedEmail, initialEmail, onSignedIn }: SignInFormProps) {
  const t = useT();
  const { register, handleSubmit, formState } = useForm<Credentials>({
    defaultValues: { email: fixedEmail ?? initialEmail ?? '', password: '' },
  });
  const signIn = useMutation({ mutationFn: login, retry: false, onSuccess: onSignedIn });

  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => void handleSubmit((values) => signIn.mutate(values))(event)}
    >
      {signIn.error && (
        <Notice tone="danger" urgent>
          {hasStatus(signIn.error, 401) ? t('auth.signIn.failed') : describeError(t, signIn.error)}
        </Notice>
      )}
      <Field
        label={t('auth.email')}
        error={errorText(t, formState.errors.email)}
        className={fixedEmail ? 'hidden' : ''}
      >
        <TextInput
          type="email"
          autoComplete="username"
          {...register('email', {
            required: 'errors.required',
            pattern: { value: emailPattern, message: 'errors.email' },
          })}
        />
      </Field>
      <Field label={t('auth.password')} error={errorText(t, formState.errors.password)}>
        <TextInput
          type="password"
          autoComplete="current-password"
          {...register('password', { required: 'errors.required' })}
        />
      </Field>
      <Button type="submit" variant="primary" busy={signIn.isPending}>
        {t('auth.signIn.submit')}
      </Button>
    </form>
  );
}
