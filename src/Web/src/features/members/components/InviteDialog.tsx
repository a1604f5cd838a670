import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { may } from '@/features/auth/model';
import { projectsQuery } from '@/features/projects/api';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import type { Role } from '@/shared/api/types';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { applyFieldProblems, emailPattern, errorText, limits } from '@/shared/lib/forms';
import { Button, buttonClass } from '@/shared/ui/Button';
import { MultiCombobox } from '@/shared/ui/Combobox';
import { CopyField } from '@/shared/ui/CopyField';
import { Dialog } from '@/shared/ui/Dialog';
import { Field, TextInput } from '@/shared/ui/Field';
import { Notice } from '@/shared/ui/Notice';
import { Select } from '@/shared/ui/Select';
import { describeError } from '@/shared/ui/writeError';
import { inviteMember, type InvitationRequest } from '../api';
import { invitationLink, rolesFor } from '../model';

const formId = 'invite-member';

interface InviteDialogProps {
  organizationId: string;
  myRole: Role | undefined;
  onClose: () => void;
}

export default function InviteDialog({ organizationId, myRole, onClose }: InviteDialogProps) {
  const t = useT();
  const format = useFormat();
  const queryClient = useQueryClient();
  const [role, setRole] = useState<Role>('member');
  const [projectIds, setProjectIds] = useState<string[]>([]);
  const { register, handleSubmit, setError, reset, formState } = useForm({ defaultValues: { email: '' } });
  const projects = useInfiniteQuery({ ...projectsQuery(organizationId), enabled: role === 'guest' });
  const invite = useIntent({
    send: (request: InvitationRequest, intent) => inviteMember(organizationId, request, intent),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.invitations(organizationId) }),
    onError: (error) => void applyFieldProblems(error, ['email'], setError),
  });
  const general = invite.error && applyFieldProblems(invite.error, ['email'], () => undefined);
  const link = invite.data && invitationLink(invite.data);

  const submit = handleSubmit(({ email }) =>
    invite.mutate({ email: email.trim(), role, ...(role === 'guest' && { project_ids: projectIds }) }),
  );
  const again = () => {
    invite.reset();
    reset();
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('members.inviteTitle')}
      description={t('members.inviteHint')}
      footer={
        invite.isSuccess ? (
          <>
            <Button onClick={again}>{t('members.inviteAgain')}</Button>
            <Button variant="primary" onClick={onClose}>
              {t('common.close')}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" form={formId} variant="primary" busy={invite.isPending}>
              {t('members.invite')}
            </Button>
          </>
        )
      }
    >
      {invite.isSuccess ? (
        <div className="flex flex-col gap-3">
          <Notice tone="ok" title={t('members.inviteReady', { email: invite.variables.email })}>
            {t('members.inviteLink', { when: format.instant(invite.data.expires_at) })}
          </Notice>
          {link && <CopyField label={t('members.linkLabel')} value={link} />}
        </div>
      ) : (
        <form id={formId} noValidate className="flex flex-col gap-3" onSubmit={(event) => void submit(event)}>
          {general && (
            <Notice tone="danger" urgent>
              {describeError(t, general)}
            </Notice>
          )}
          <Field label={t('members.email')} error={errorText(t, formState.errors.email)}>
            <TextInput
              type="email"
              autoComplete="off"
              maxLength={limits.email}
              {...register('email', {
                required: 'errors.required',
                pattern: { value: emailPattern, message: 'errors.email' },
              })}
            />
          </Field>
          <Field label={t('members.role')}>
            <Select
              label={t('members.role')}
              value={role}
              options={rolesFor(may.manageOwners(myRole)).map((value) => ({ value, label: t(`role.${value}`) }))}
              onChange={setRole}
            />
          </Field>
          {role === 'guest' && (
            <MultiCombobox
              label={t('members.projects')}
              searchLabel={t('members.searchProjects')}
              emptyLabel={t('common.nothingFound')}
              value={projectIds}
              options={
                projects.data?.pages
                  .flatMap((page) => page.items)
                  .map(({ id, key, name }) => ({ value: id, label: `${key} ${name}` })) ?? []
              }
              onChange={setProjectIds}
              trigger={
                <button type="button" className={buttonClass('secondary', 'justify-between self-start')}>
                  {t('members.projects')}: {t('members.projectsChosen', { count: projectIds.length })}
                  <ChevronDown aria-hidden size={14} />
                </button>
              }
            />
          )}
        </form>
      )}
    </Dialog>
  );
}
