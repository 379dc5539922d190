import { Drawer } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import type { LayerProps } from './layers.tsx';
import { SideBar } from './side-bar.tsx';

/** The left column, for a window without room for it. Closes when a tab is chosen. */
export function MenuDrawer({ onClose }: LayerProps): ReactNode {
  const { key } = useLocation();
  const openedAt = useRef(key);
  useEffect(() => {
    if (key !== openedAt.current) onClose();
  }, [key, onClose]);
  return (
    <Drawer opened onClose={onClose} position="left" size="280px" title="Menu">
      <SideBar />
    </Drawer>
  );
}
