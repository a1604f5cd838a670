import { cloneElement, Suspense, useState, type ComponentType, type ReactElement } from 'react';

interface LazyMenuProps {
  trigger: ReactElement<{ onClick?: () => void; 'aria-haspopup'?: 'menu'; 'aria-expanded'?: boolean }>;
  /** A lazy component that shows its menu open at once. */
  menu: ComponentType<{ trigger: ReactElement }>;
}

/** A menu of the shell: its code comes when it is first opened, because menus would be a fifth of the first load. */
export function LazyMenu({ trigger, menu: OpenMenu }: LazyMenuProps) {
  const [wanted, setWanted] = useState(false);
  const closed = cloneElement(trigger, {
    onClick: () => setWanted(true),
    'aria-haspopup': 'menu',
    'aria-expanded': false,
  });

  if (!wanted) return closed;
  return (
    <Suspense fallback={closed}>
      <OpenMenu trigger={trigger} />
    </Suspense>
  );
}
