import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';
import { safeReturnPath } from './model';

/** After a sign-in nothing of a former person may remain, and the page asked for first comes up. */
export function useEnter(returnTo: string | undefined): () => void {
  const router = useRouter();
  const queryClient = useQueryClient();
  return useCallback(() => {
    queryClient.clear();
    router.history.replace(safeReturnPath(returnTo));
  }, [queryClient, router, returnTo]);
}
