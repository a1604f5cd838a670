import { Progress as Base } from '@base-ui/react/progress';

export function Progress({ label, value }: { label: string; value: number | null }) {
  return (
    <Base.Root value={value} className="flex flex-col gap-1">
      <div className="flex justify-between text-xs">
        <Base.Label>{label}</Base.Label>
        <Base.Value className="text-fg-muted" />
      </div>
      <Base.Track className="h-1.5 overflow-hidden rounded-full bg-hover">
        <Base.Indicator className="h-full bg-accent transition-[width] data-indeterminate:w-1/4 data-indeterminate:animate-pulse" />
      </Base.Track>
    </Base.Root>
  );
}
