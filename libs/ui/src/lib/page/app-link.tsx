import type { MouseEvent, ReactNode } from 'react';
import { useSurroundings } from '../theme/surroundings.ts';
import classes from './app-link.module.css';

interface AppLinkProps {
  /** An address inside the app: `/acquisition?client=…`. */
  readonly href: string;
  readonly children: ReactNode;
  readonly 'aria-label'?: string;
  readonly 'aria-current'?: 'page';
}

const isPlainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/** A link inside the app: opens without a reload, and in a new window when the person asks the browser for that. */
export function AppLink({ href, children, ...rest }: AppLinkProps): ReactNode {
  const { navigate } = useSurroundings();
  return (
    <a
      className={classes['link']}
      href={href}
      onClick={(event) => {
        if (!navigate || !isPlainClick(event)) return;
        event.preventDefault();
        navigate(href);
      }}
      {...rest}
    >
      {children}
    </a>
  );
}
