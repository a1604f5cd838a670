import {
  Ban,
  ChevronDown,
  ChevronsUp,
  ChevronUp,
  Circle,
  CircleCheck,
  CircleDashed,
  CircleDot,
  Equal,
  Minus,
  type LucideIcon,
} from 'lucide-react';
import type { CSSProperties } from 'react';
import type { Priority, StatusCategory } from '../api/types';

const statusIcons: Record<StatusCategory, LucideIcon> = {
  backlog: CircleDashed,
  unstarted: Circle,
  started: CircleDot,
  done: CircleCheck,
  canceled: Ban,
};

const priorityIcons: Record<Priority, LucideIcon> = {
  urgent: ChevronsUp,
  high: ChevronUp,
  medium: Equal,
  low: ChevronDown,
  none: Minus,
};

/** The shape tells the category, the colour is the status' own; the name always stands beside it or in a label. */
export function StatusIcon({ category, color }: { category: StatusCategory; color: string }) {
  const Icon = statusIcons[category];
  return <Icon aria-hidden size={14} className="tinted shrink-0" style={tint(color)} />;
}

/** Moves a colour of the user's towards the theme's ink, so that any choice stays visible on both. */
export function tint(color: string): CSSProperties {
  return { '--tint': color } as CSSProperties;
}

export function PriorityIcon({ priority }: { priority: Priority }) {
  const Icon = priorityIcons[priority];
  return (
    <Icon aria-hidden size={14} className={priority === 'urgent' ? 'shrink-0 text-danger' : 'shrink-0 text-fg-muted'} />
  );
}
