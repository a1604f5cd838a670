import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import { hasStatus } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/useT';
import { useDocumentTitle } from '@/shared/lib/useDocumentTitle';
import { buttonClass } from '@/shared/ui/Button';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Loading } from '@/shared/ui/Loading';

function HomeLink() {
  const t = useT();
  return (
    <Link to="/" className={buttonClass()}>
      {t('errors.home')}
    </Link>
  );
}

export function RouteError({ error, reset }: ErrorComponentProps) {
  const t = useT();
  const router = useRouter();
  const queries = useQueryErrorResetBoundary();
  const retry = () => {
    queries.reset();
    reset();
    void router.invalidate();
  };
  const title = t(hasStatus(error, 404) ? 'errors.notFound.title' : 'errors.unexpected.title');
  useDocumentTitle(title);
  return (
    <>
      <h1 className="sr-only">{title}</h1>
      <ErrorState error={error} onRetry={retry} action={<HomeLink />} />
    </>
  );
}

export function RouteNotFound() {
  const t = useT();
  useDocumentTitle(t('errors.notFound.title'));
  return (
    <main className="pt-12">
      <h1 className="sr-only">{t('errors.notFound.title')}</h1>
      <EmptyState icon={<SearchX aria-hidden size={28} />} title={t('errors.notFound.title')} action={<HomeLink />}>
        {t('errors.notFound.text')}
      </EmptyState>
    </main>
  );
}

export function RoutePending() {
  return <Loading />;
}
