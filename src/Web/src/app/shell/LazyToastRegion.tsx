import { Suspense, useEffect, useState } from 'react';
import { lazyPart } from '@/shared/lib/lazyPart';

const load = () => import('@/shared/ui/ToastRegion');
const ToastRegion = lazyPart(load);
const settleTime = 1_500;

/** Comes once the first page has settled: before the connection can be lost, after what the eye waits for. */
export function LazyToastRegion() {
  const [ready, setReady] = useState(false);

  useEffect(() => {
    const timer = setTimeout(() => setReady(true), settleTime);
    return () => clearTimeout(timer);
  }, []);

  return ready ? (
    <Suspense>
      <ToastRegion />
    </Suspense>
  ) : null;
}
