import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useT } from '@/shared/i18n/useT';
import { cx } from '@/shared/lib/cx';
import { mentionAt, nameInMarkup, peopleFor, toBody, toEditing, type Mentioned } from '@/shared/lib/mentions';
import { Avatar } from '@/shared/ui/Avatar';
import { inputClass } from '@/shared/ui/Field';
import { itemClass, popupClass } from '@/shared/ui/popup';

const shownPeople = 8;

interface MentionAreaProps {
  area: RefObject<HTMLTextAreaElement | null>;
  label: string;
  placeholder?: string;
  /** As it is sent, with the ids of the people mentioned. */
  body: string;
  maxLength: number;
  people: readonly Mentioned[];
  onWrite: (body: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
}

/** A text in which `@` looks for people: arrows choose, Enter or Tab takes, Escape closes. */
export function MentionArea({
  area,
  label,
  placeholder,
  body,
  maxLength,
  people,
  onWrite,
  onKeyDown,
}: MentionAreaProps) {
  const t = useT();
  const listId = useId();
  const { text, people: mentioned } = toEditing(body);
  const [caret, setCaret] = useState(0);
  const [active, setActive] = useState(0);
  /** Where an `@` stands for which no list is wanted; before anything is typed none is. */
  const [closedAt, setClosedAt] = useState<number>();
  const [focused, setFocused] = useState(false);
  const caretAfter = useRef<number>(undefined);

  const query = focused ? mentionAt(text, caret) : undefined;
  const found = query && query.start !== closedAt ? peopleFor(people, query.words).slice(0, shownPeople) : [];
  const open = found.length > 0;
  const chosen = Math.min(active, found.length - 1);
  const optionId = (index: number) => `${listId}-${index}`;

  useLayoutEffect(() => {
    if (caretAfter.current === undefined) return;
    area.current?.setSelectionRange(caretAfter.current, caretAfter.current);
    caretAfter.current = undefined;
  });

  const take = (person: Mentioned | undefined) => {
    if (!query || !person) return;
    const name = nameInMarkup(person.name);
    // A second person of the same name keeps the id in the text, or nobody could tell them apart.
    const other = mentioned.some((one) => one.name === name && one.id !== person.id);
    const inserted = other ? `@[${name}](user:${person.id}) ` : `@${name} `;
    const next = text.slice(0, query.start) + inserted + text.slice(caret).replace(/^ /, '');
    caretAfter.current = query.start + inserted.length;
    setCaret(caretAfter.current);
    // A longer name may begin with the one taken: the next Enter must not put it in its place.
    setClosedAt(query.start);
    onWrite(toBody(next, other ? mentioned : [...mentioned, { id: person.id, name }]));
  };

  const keys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (!open || !plain || event.nativeEvent.isComposing) return onKeyDown(event);
    if (event.key === 'ArrowDown') setActive((chosen + 1) % found.length);
    else if (event.key === 'ArrowUp') setActive((chosen + found.length - 1) % found.length);
    else if (event.key === 'Enter' || event.key === 'Tab') take(found[chosen]);
    else if (event.key === 'Escape') setClosedAt(query?.start);
    else return onKeyDown(event);
    event.preventDefault();
  };

  return (
    <div className="relative">
      {/* A text area has no combobox role (ARIA in HTML); it may own a list and say which of it is active. */}
      <textarea
        ref={area}
        aria-label={label}
        aria-autocomplete="list"
        aria-controls={open ? listId : undefined}
        aria-activedescendant={open ? optionId(chosen) : undefined}
        placeholder={placeholder}
        maxLength={maxLength}
        value={text}
        onChange={({ target }) => {
          setCaret(target.selectionStart);
          setActive(0);
          if (closedAt !== undefined && target.value[closedAt] !== '@') setClosedAt(undefined);
          onWrite(toBody(target.value, mentioned));
        }}
        onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onKeyDown={keys}
        className={cx(inputClass, 'field-sizing-content h-auto max-h-96 min-h-20 resize-y py-1.5')}
      />
      <p role="status" className="sr-only">
        {open && t('comments.mention.found', { count: found.length })}
      </p>
      {open && (
        <div
          id={listId}
          role="listbox"
          aria-label={t('comments.mention.label')}
          className={cx(popupClass, 'absolute bottom-full left-0 z-20 mb-1 w-64 p-1')}
        >
          {found.map((person, index) => (
            <div
              key={person.id}
              id={optionId(index)}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              // The text keeps the focus.
              onMouseDown={(event) => {
                event.preventDefault();
                take(person);
              }}
              className={cx(itemClass, index === chosen && 'bg-selected')}
            >
              <Avatar name={person.name} />
              <span className="min-w-0 flex-1 truncate">{person.name}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
