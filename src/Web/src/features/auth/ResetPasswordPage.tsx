import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { useT } from '@/shared/i18n/useT';
import { applyFieldProblems, errorText } from '@/shared/lib/forms';
import { Button } from '@/shared/ui/Button';
import { Field, TextInput } from '@/shared/ui/Field';
import { Notice } from '@/shared/ui/Notice';
import { hasStatus } from '@/shared/api/problem';
import { describeError } from '@/shared/ui/writeError';
import { resetPassword } from './api';
import { AuthFrame, linkClass } from './components/AuthFrame';
import { useLinkToken } from './useLinkToken';

export default function ResetPasswordPage() {
  const t = useT();
  const token = useLinkToken();
  const { register, handleSubmit, setError, formState } = useForm({ defaultValues: { password: '' } });
  const reset = useMutation({
    mutationFn: ({ password }: { password: string }) => resetPassword({ token, password }),
    retry: false,
    onError: (error) => void applyFieldProblems(error, ['password'], setError),
  });
  const general = reset.error && applyFieldProblems(reset.error, ['password'], () => undefined);

  return (
    <AuthFrame
      title={t('auth.reset.title')}
      footer={
        <Link to={reset.isSuccess ? '/sign-in' : '/forgot'} className={linkClass}>
          {t(reset.isSuccess ? 'auth.signIn.title' : 'auth.link.again')}
        </Link>
      }
    >
      {(general || token === '') && (
        <Notice tone="danger" urgent>
          {!general || hasStatus(general, 422) ? t('auth.link.worthless') : describeError(t, general)}
        </Notice>
      )}
      {reset.isSuccess && <Notice tone="info">{t('auth.reset.done')}</Notice>}
      {!reset.isSuccess && token !== '' && (
        <form
          noValidate
          className="flex flex-col gap-3"
          onSubmit={(event) => void handleSubmit((values) => reset.mutate(values))(event)}
        >
          <Field
            label={t('auth.reset.password')}
            description={t('auth.reset.hint')}
            error={errorText(t, formState.errors.password)}
          >
            <TextInput
              type="password"
              autoComplete="new-password"
              {...register('password', { required: 'errors.required' })}
            />
          </Field>
          <Button type="submit" variant="primary" busy={reset.isPending}>
            {t('auth.reset.submit')}
          </Button>
        </form>
      )}
    </AuthFrame>
  );
}
