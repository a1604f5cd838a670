import type { Label, Member, Priority, Status } from '@/shared/api/types';
import { priorities } from '@/shared/api/types';
import type { Translate } from '@/shared/i18n/useT';
import { Avatar } from '@/shared/ui/Avatar';
import type { Option } from '@/shared/ui/Select';
import { PriorityIcon, StatusIcon } from '@/shared/ui/TaskGlyphs';

export const statusOptions = (statuses: readonly Status[]): Option<string>[] =>
  statuses.map(({ id, name, category, color }) => ({
    value: id,
    label: name,
    icon: <StatusIcon category={category} color={color} />,
  }));

export const priorityOptions = (t: Translate): Option<Priority>[] =>
  priorities.map((priority) => ({
    value: priority,
    label: t(`priority.${priority}`),
    icon: <PriorityIcon priority={priority} />,
  }));

export const memberOptions = (members: readonly Member[]): Option<string>[] =>
  members.map(({ user }) => ({ value: user.id, label: user.display_name, icon: <Avatar name={user.display_name} /> }));

export const labelOptions = (labels: readonly Label[]): Option<string>[] =>
  labels.map(({ id, name, color }) => ({
    value: id,
    label: name,
    icon: <span aria-hidden className="size-2 shrink-0 rounded-full" style={{ backgroundColor: color }} />,
  }));
