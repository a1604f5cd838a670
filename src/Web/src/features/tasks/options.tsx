import { Flag } from 'lucide-react';
import type { Milestone } from '@/shared/api/planning';
import type { Label, Member, Person, Priority, Status } from '@/shared/api/types';
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

export const personOptions = (people: readonly Person[]): Option<string>[] =>
  people.map(({ id, display_name: name }) => ({ value: id, label: name, icon: <Avatar name={name} /> }));

export const memberOptions = (members: readonly Member[]): Option<string>[] =>
  personOptions(members.map(({ user }) => user));

export const milestoneOptions = (milestones: readonly Milestone[]): Option<string>[] =>
  milestones.map(({ id, name }) => ({
    value: id,
    label: name,
    icon: <Flag aria-hidden size={14} className="shrink-0 text-fg-muted" />,
  }));

export const labelOptions = (labels: readonly Label[]): Option<string>[] =>
  labels.map(({ id, name, color }) => ({
    value: id,
    label: name,
    icon: <span aria-hidden className="size-2 shrink-0 rounded-full" style={{ backgroundColor: color }} />,
  }));
