import { CloseButton } from '@mantine/core';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import classes from './detail-drawer.module.css';

interface DetailDrawerProps {
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly opened: boolean;
  readonly onClose: () => void;
  /** The next action on the record; stands at the foot, always visible. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** Something modal, or an open list of choices, lies above the drawer and takes the Escape first. */
const isCovered = (): boolean =>
  document.querySelector('[aria-modal="true"], [aria-haspopup][aria-expanded="true"]') !== null;

/** Escape closes it; the focus goes in when it opens and back to where it was when it closes. */
function useDrawerFocus(opened: boolean, onClose: () => void) {
  const panel = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    if (!opened) return undefined;
    const before = document.activeElement;
    panel.current?.focus();
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || isCovered()) return;
      event.preventDefault();
      close.current();
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [opened]);
  return panel;
}

/** One record at the right of the page: who keeps it open is the caller's business (usually the address). */
export function DetailDrawer({ title, subtitle, opened, onClose, action, children }: DetailDrawerProps): ReactNode {
  const id = useId();
  const panel = useDrawerFocus(opened, onClose);
  if (!opened) return null;
  return createPortal(
    <div ref={panel} className={classes['drawer']} role="dialog" aria-labelledby={id} tabIndex={-1} data-detail-drawer>
      <header className={classes['head']}>
        <div className={classes['names']}>
          <h2 id={id} className={classes['title']}>
            {title}
          </h2>
          {subtitle === undefined ? null : <div className={classes['subtitle']}>{subtitle}</div>}
        </div>
        <CloseButton aria-label="Close" onClick={onClose} />
      </header>
      <div className={classes['body']} tabIndex={0}>
        {children}
      </div>
      {action === undefined ? null : <footer className={classes['foot']}>{action}</footer>}
    </div>,
    document.body,
  );
}
