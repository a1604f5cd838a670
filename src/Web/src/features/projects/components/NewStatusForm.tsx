import { useState, type SyntheticEvent } from 'react';
import { keys } from '@/shared/api/keys';
import { statusCategories, type StatusCategory } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { limits } from '@/shared/lib/forms';
import { Button } from '@/shared/ui/Button';
import { ColorInput, palette } from '@/shared/ui/ColorInput';
import { Field, TextInput } from '@/shared/ui/Field';
import { Select } from '@/shared/ui/Select';
import { createStatus } from '../api';
import { useSettingWrite } from '../useProjectWrites';

const [, defaultColor] = palette;

export function NewStatusForm({ projectId }: { projectId: string }) {
  const t = useT();
  const [name, setName] = useState('');
  const [category, setCategory] = useState<StatusCategory>('started');
  const [color, setColor] = useState<string>(defaultColor);
  const create = useSettingWrite(
    (draft: { name: string; category: StatusCategory; color: string }, intent) =>
      createStatus(projectId, draft, intent),
    {
      stale: [keys.statuses(projectId), keys.board(projectId)],
      subject: (draft) => draft.name,
      onDone: () => setName(''),
    },
  );

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (name.trim() !== '') create.mutate({ name: name.trim(), category, color });
  };

  return (
    <form className="flex flex-wrap items-end gap-1.5 border-t border-line pt-3" onSubmit={submit}>
      <ColorInput label={t('common.color')} value={color} onChange={setColor} />
      <Field label={t('projects.status.new')} className="min-w-32 flex-1">
        <TextInput value={name} maxLength={limits.name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Select
        label={t('projects.status.category')}
        value={category}
        className="w-36"
        options={statusCategories.map((option) => ({ value: option, label: t(`category.${option}`) }))}
        onChange={setCategory}
      />
      <Button type="submit" busy={create.isPending} disabled={name.trim() === ''}>
        {t('projects.status.add')}
      </Button>
    </form>
  );
}
