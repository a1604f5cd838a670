type ClassName = string | false | null | undefined;

export function cx(...names: ClassName[]): string {
  return names.filter(Boolean).join(' ');
}
