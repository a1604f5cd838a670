import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { useT } from '@/shared/i18n/useT';
import { useTheme, type ThemeChoice } from '@/shared/lib/theme';
import { Checkbox } from '@/shared/ui/Checkbox';
import { usePreferences } from '@/shared/lib/uiStore';
import { Section } from '@/shared/ui/Page';

const themes: readonly ThemeChoice[] = ['system', 'light', 'dark'];

export function Appearance() {
  const t = useT();
  const { choice, choose } = useTheme();
  const { singleKeys, setSingleKeys } = usePreferences();

  return (
    <Section title={t('settings.appearance')} description={t('settings.appearanceHint')}>
      <RadioGroup
        aria-label={t('settings.theme')}
        value={choice}
        onValueChange={(value) => choose(value)}
        className="flex flex-wrap gap-4"
      >
        {themes.map((theme) => (
          <label key={theme} className="flex min-h-6 items-center gap-2">
            <Radio.Root
              value={theme}
              className="flex size-4 items-center justify-center rounded-full border border-line-strong bg-surface data-checked:border-accent"
            >
              <Radio.Indicator className="size-2 rounded-full bg-accent" />
            </Radio.Root>
            {t(`settings.theme.${theme}`)}
          </label>
        ))}
      </RadioGroup>
      <Checkbox checked={singleKeys} onChange={setSingleKeys}>
        {t('help.singleKeys')}
      </Checkbox>
    </Section>
  );
}
