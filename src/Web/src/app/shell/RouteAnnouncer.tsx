import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';

const titleSettles = 150;

/** Tells a screen reader which page a link led to; the focus stays where the hand left it. */
export function RouteAnnouncer() {
  const path = useLocation({ select: (location) => location.pathname });
  const first = useRef(path);
  const [title, setTitle] = useState('');

  useEffect(() => {
    if (first.current === path) return;
    first.current = '';
    const timer = setTimeout(() => setTitle(document.title), titleSettles);
    return () => clearTimeout(timer);
  }, [path]);

  return (
    <p aria-live="polite" className="sr-only">
      {title}
    </p>
  );
}
