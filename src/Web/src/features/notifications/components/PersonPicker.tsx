import { useQuery } from '@tanstack/react-query';
import { ChevronDown, Plug } from 'lucide-react';
import { membersQuery } from '@/features/members/api';
import { useT } from '@/shared/i18n/useT';
import { Avatar } from '@/shared/ui/Avatar';
import { Button } from '@/shared/ui/Button';
import { Combobox } from '@/shared/ui/Combobox';

const integrations = 'integrations';

interface PersonPickerProps {
  organizationId: string;
  /** Null: the integrations. */
  user: { id: string; name: string } | null;
  onChoose: (userId: string | undefined) => void;
}

/** Whose journey is shown: a member's, or that to the integrations. */
export function PersonPicker({ organizationId, user, onChoose }: PersonPickerProps) {
  const t = useT();
  const { data: members = [] } = useQuery(membersQuery(organizationId));
  const name = user?.name ?? t('journey.person.integrations');
  const options = [
    { value: integrations, label: t('journey.person.integrations'), icon: <Plug aria-hidden size={14} /> },
    ...members.map((member) => ({
      value: member.user.id,
      label: member.user.display_name,
      icon: <Avatar name={member.user.display_name} />,
    })),
  ];

  return (
    <Combobox
      label={t('journey.person.label', { name })}
      searchLabel={t('journey.person.find')}
      emptyLabel={t('common.nothingFound')}
      options={options}
      value={user?.id ?? integrations}
      onChange={(chosen) => onChoose(chosen === integrations ? undefined : (chosen ?? undefined))}
      trigger={
        <Button>
          {user ? <Avatar name={name} /> : <Plug aria-hidden size={14} />}
          {t('journey.person.label', { name })}
          <ChevronDown aria-hidden size={14} className="text-fg-muted" />
        </Button>
      }
    />
  );
}
