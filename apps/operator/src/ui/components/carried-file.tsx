import { createContext, use, useMemo, useRef, type ReactNode } from 'react';

/** A file on its way from where it was dropped to the page that reads it. */
export interface CarriedFile {
  /** Keeps the file in memory; then open `/acquisition?import=new`. */
  readonly carry: (file: File) => void;
  /** Hands it over, once. Null after a reload or when nothing was dropped. */
  readonly take: () => File | null;
}

const CarriedFileContext = createContext<CarriedFile>({ carry: () => undefined, take: () => null });

/** Lets one page hand a dropped file to another without the server in between. */
export const useCarriedFile = (): CarriedFile => use(CarriedFileContext);

export function CarriedFileProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const held = useRef<File | null>(null);
  const carried = useMemo(
    () => ({
      carry: (file: File): void => {
        held.current = file;
      },
      take: (): File | null => {
        const file = held.current;
        held.current = null;
        return file;
      },
    }),
    [],
  );
  return <CarriedFileContext value={carried}>{children}</CarriedFileContext>;
}
