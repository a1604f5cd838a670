import { useId, useState, type FormEvent } from 'react';
import { ApiError } from '@/shared/api/problem';
import type { Milestone } from '@/shared/api/planning';
import { useT } from '@/shared/i18n/useT';
import { limits } from '@/shared/lib/forms';
import { Button } from '@/shared/ui/Button';
import { Dialog } from '@/shared/ui/Dialog';
import { Field, TextArea, TextInput } from '@/shared/ui/Field';
import { Notice } from '@/shared/ui/Notice';
import { describeError } from '@/shared/ui/writeError';
import { createMilestone, patchMilestone, type MilestoneDraft } from '../api';
import { useMilestoneWrite } from '../useMilestoneWrite';

interface MilestoneDialogProps {
  projectId: string;
  /** Left out for a new one. */
  milestone?: Milestone;
  onClose: () => void;
}

const maxDescription = 10_000;

export function MilestoneDialog({ projectId, milestone, onClose }: MilestoneDialogProps) {
  const t = useT();
  const form = useId();
  const [values, setValues] = useState({
    name: milestone?.name ?? '',
    description: milestone?.description ?? '',
    start_date: milestone?.start_date ?? '',
    end_date: milestone?.end_date ?? '',
  });
  const [tried, setTried] = useState(false);
  const write = useMilestoneWrite(
    projectId,
    (draft: MilestoneDraft, intent) =>
      milestone ? patchMilestone(milestone, draft, intent) : createMilestone(projectId, draft, intent),
    onClose,
  );

  const problems = {
    name: values.name.trim() === '' ? t('errors.required') : undefined,
    end_date:
      values.start_date && values.end_date && values.end_date < values.start_date ? t('milestones.dates') : undefined,
  };
  const text = (name: keyof typeof values) => ({
    name,
    value: values[name],
    onChange: (event: { target: { value: string } }) => setValues((old) => ({ ...old, [name]: event.target.value })),
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problems.name || problems.end_date || write.isPending) return;
    write.mutate({
      name: values.name.trim(),
      description: values.description,
      start_date: values.start_date || null,
      end_date: values.end_date || null,
    });
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={write.isPending}
      title={milestone ? t('milestones.edit') : t('milestones.new')}
      footer={
        <>
          <Button onClick={onClose} disabled={write.isPending}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" form={form} variant="primary" busy={write.isPending}>
            {milestone ? t('common.save') : t('common.create')}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={submit} className="flex flex-col gap-3">
        {write.isError && (
          <Notice tone="danger" urgent>
            {milestone && isConflict(write.error)
              ? t('milestones.conflict', { now: wordsOf(milestone) })
              : describeError(t, write.error)}
          </Notice>
        )}
        <Field label={t('common.name')} error={tried ? problems.name : undefined}>
          <TextInput {...text('name')} maxLength={limits.name} autoComplete="off" />
        </Field>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={t('milestones.start')}>
            <TextInput {...text('start_date')} type="date" />
          </Field>
          <Field label={t('milestones.end')} error={tried ? problems.end_date : undefined}>
            <TextInput {...text('end_date')} type="date" />
          </Field>
        </div>
        <Field label={t('projects.description')}>
          <TextArea {...text('description')} maxLength={maxDescription} />
        </Field>
      </form>
    </Dialog>
  );
}

function isConflict(error: Error): boolean {
  return error instanceof ApiError && error.code === 'VERSION_CONFLICT';
}

function wordsOf({ name, start_date: start, end_date: end, description }: Milestone): string {
  return [name, start, end, description].filter(Boolean).join(' · ');
}
