import { Button, CloseButton, Kbd } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { isTyping } from '../../../components/is-typing.ts';
import classes from './undo-bar.module.css';
import { useUndoNotice, type UndoNotice } from './undo.queries.ts';

/** Says what was just done and takes it back, by a button or the key z. It stays until the next act, or until it is closed. */
export function UndoBar(): ReactNode {
  const { notice, undo, close } = useUndoNotice();
  const offer = notice?.is === 'offered' ? notice.offer : null;
  const { mutate, isPending } = undo;
  useEffect(() => {
    if (offer === null || isPending) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'z' || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (event.defaultPrevented || document.querySelector('[aria-modal="true"]') !== null) return;
      event.preventDefault();
      mutate(offer.id);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [offer, isPending, mutate]);
  return createPortal(
    <div role="status">
      {notice === null ? null : (
        <div className={classes['bar']}>
          <span className={classes['words']} dir="auto">
            {wordsOf(notice)}
          </span>
          {offer === null ? null : (
            <Button
              variant="subtle"
              size="compact-sm"
              loading={isPending}
              rightSection={<Kbd size="xs">z</Kbd>}
              onClick={() => mutate(offer.id)}
            >
              Undo
            </Button>
          )}
          <CloseButton size="sm" aria-label="Close" onClick={close} />
        </div>
      )}
    </div>,
    document.body,
  );
}

const wordsOf = (notice: UndoNotice): string => {
  switch (notice.is) {
    case 'offered':
      return `${notice.offer.what}.`;
    case 'undone':
      return `Undone: ${notice.what}.`;
    case 'refused':
      return notice.why;
  }
};
