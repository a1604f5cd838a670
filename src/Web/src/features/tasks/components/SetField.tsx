import { useState, type ReactNode } from 'react';
import { useT } from '@/shared/i18n/useT';
import { MultiCombobox } from '@/shared/ui/Combobox';
import type { Option } from '@/shared/ui/Select';
import { sameSet } from '../model';
import { ValueButton } from './ValueButton';

interface SetFieldProps {
  label: string;
  value: readonly string[];
  options: readonly Option<string>[];
  editable: boolean;
  render: (ids: readonly string[]) => ReactNode;
  onSave: (ids: string[]) => void;
}

/** Any number of a list; what is chosen while the list is open is one change. */
export function SetField({ label, value, options, editable, render, onSave }: SetFieldProps) {
  const t = useT();
  const [chosen, setChosen] = useState<string[]>();
  const shown = chosen ?? value;
  const names = options.filter((option) => shown.includes(option.value)).map((option) => option.label);

  return (
    <MultiCombobox
      label={`${label}: ${names.join(', ') || t('common.none')}`}
      searchLabel={t('common.search')}
      emptyLabel={t('common.nothingFound')}
      options={options}
      value={shown}
      disabled={!editable}
      onChange={setChosen}
      onOpenChange={(open) => {
        if (open) return;
        if (chosen && !sameSet(chosen, value)) onSave(chosen);
        setChosen(undefined);
      }}
      trigger={<ValueButton>{render(shown)}</ValueButton>}
    />
  );
}
