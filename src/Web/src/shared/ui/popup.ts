export const popupClass =
  'rounded-md border border-line bg-raised text-fg shadow-popup outline-none max-w-(--available-width) ' +
  'transition-opacity data-starting-style:opacity-0 data-ending-style:opacity-0';

export const itemClass =
  'flex min-h-7 touch:min-h-10 cursor-default items-center gap-2 rounded-sm px-2 py-1 outline-none select-none ' +
  'data-highlighted:bg-hover data-disabled:opacity-55';
