import { useNavigate } from '@tanstack/react-router';
import { Check, Plus } from 'lucide-react';
import type { ReactElement } from 'react';
import { useMe } from '@/features/auth/api';
import { useT } from '@/shared/i18n/useT';
import { Menu, MenuGroup, MenuItem, MenuSeparator } from '@/shared/ui/Menu';
import { useCurrent } from './useCurrent';

export default function OrganizationMenu({ trigger }: { trigger: ReactElement }) {
  const t = useT();
  const navigate = useNavigate();
  const { organizations } = useMe();
  const { organization: current } = useCurrent();

  return (
    <Menu defaultOpen label={t('nav.switchOrganization')} trigger={trigger}>
      <MenuGroup label={t('nav.switchOrganization')}>
        {organizations.map((organization) => (
          <MenuItem
            key={organization.id}
            icon={<Check aria-hidden size={14} className={organization.id === current?.id ? undefined : 'invisible'} />}
            onSelect={() =>
              void navigate({ to: '/organizations/$organizationId', params: { organizationId: organization.id } })
            }
          >
            {organization.name}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuSeparator />
      <MenuItem icon={<Plus aria-hidden size={14} />} onSelect={() => void navigate({ to: '/organizations' })}>
        {t('nav.newOrganization')}
      </MenuItem>
    </Menu>
  );
}
