import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Job } from '@/shared/api/jobTypes';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import { useT } from '@/shared/i18n/useT';
import { showToast } from '@/shared/ui/toast';
import { showWriteError } from '@/shared/ui/writeError';
import { askJob, type JobAction } from './api';
import { hasBegun } from './model';

interface Asked {
  job: Job;
  action: JobAction;
}

/** Triggers, pauses and resumes. A row shows what the server answered; a run that was asked for is "asked for" until a node has begun it. */
export function useJobAction() {
  const t = useT();
  const client = useQueryClient();
  const [requests, setRequests] = useState<ReadonlyMap<string, string | undefined>>(new Map());
  const asking = useIntent({
    send: ({ job, action }: Asked, intent) => askJob(job.name, action, intent),
    fingerprint: ({ job, action }) => [job.name, action],
    onSuccess: (answer, { job, action }) => {
      client.setQueryData<Job[]>(keys.jobs, (jobs) => jobs?.map((one) => (one.name === answer.name ? answer : one)));
      if (action === 'trigger') setRequests((old) => new Map(old).set(job.name, job.last_run?.id));
      showToast({ tone: 'ok', title: t(`jobs.done.${action}`, { name: job.name }) });
      return client.invalidateQueries({ queryKey: keys.jobs });
    },
    onError: (error, asked) => showWriteError(t, error, { subject: asked.job.name, retry: () => asking.mutate(asked) }),
  });

  return {
    ask: (job: Job, what: JobAction) => {
      if (!asking.isPending) asking.mutate({ job, action: what });
    },
    /** On its way to the server. */
    pending: asking.isPending ? { name: asking.variables.job.name, action: asking.variables.action } : undefined,
    isRequested: (job: Job) => requests.has(job.name) && !hasBegun(job, requests.get(job.name)),
  };
}
