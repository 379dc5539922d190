import { createContext, lazy, Suspense, use, useMemo, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { tabHref, useClientFilter } from '../components/address.ts';
import { HouseContext } from '../components/house.ts';
import { useShortcuts } from './use-shortcuts.ts';

/** What can lie above the page; one at a time. */
export type Layer = 'search' | 'shortcuts' | 'hold' | 'about' | 'menu' | 'new-client' | 'change-client' | 'proof-mode';

interface LayersState {
  readonly open: Layer | null;
  readonly show: (layer: Layer | null) => void;
}

const LayersContext = createContext<LayersState>({ open: null, show: () => undefined });

/** The layer that is open, and how to open another or none. */
export const useLayers = (): LayersState => use(LayersContext);

export function LayersProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [open, show] = useState<Layer | null>(null);
  const state = useMemo(() => ({ open, show }), [open]);
  return <LayersContext value={state}>{children}</LayersContext>;
}

// Each is fetched when it is first opened: none of them is needed to see the first page.
const parts = {
  search: lazy(async () => ({ default: (await import('./palette.tsx')).Palette })),
  shortcuts: lazy(async () => ({ default: (await import('./shortcut-sheet.tsx')).ShortcutSheet })),
  hold: lazy(async () => ({ default: (await import('./hold-dialog.tsx')).HoldDialog })),
  'proof-mode': lazy(async () => ({ default: (await import('./proof-mode-dialog.tsx')).ProofModeDialog })),
  about: lazy(async () => ({ default: (await import('./about-panel.tsx')).AboutPanel })),
  menu: lazy(async () => ({ default: (await import('./menu-drawer.tsx')).MenuDrawer })),
  'new-client': lazy(async () => ({ default: (await import('./new-client-dialog.tsx')).NewClientDialog })),
  'change-client': lazy(async () => ({ default: (await import('./change-client-dialog.tsx')).ChangeClientDialog })),
} as const satisfies Record<Layer, unknown>;

/** These act on the control flags, and cannot open while those cannot be read. */
const needFlags: readonly Layer[] = ['hold', 'proof-mode'];

/** Every layer that has been opened once, and the keys that open them. */
export function Layers(): ReactNode {
  const { open, show } = useLayers();
  const navigate = useNavigate();
  const client = useClientFilter();
  const hasFlags = (use(HouseContext)?.flags ?? null) !== null;
  const top = open !== null && (hasFlags || !needFlags.includes(open)) ? open : null;
  useShortcuts({
    isCovered: top !== null,
    onLayer: show,
    onTab: (id) => void navigate(tabHref(id, client)),
  });
  if (top === null) return null;
  const Part = parts[top];
  return (
    <Suspense>
      <Part onClose={() => show(null)} />
    </Suspense>
  );
}

/** What every layer is given. */
export interface LayerProps {
  readonly onClose: () => void;
}
