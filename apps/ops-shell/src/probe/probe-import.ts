/** What a door gave when it was imported. */
export interface ImportedDoor {
  /** Each runtime name with the type of what stands behind it. */
  readonly names: Readonly<Record<string, string>>;
  readonly ms: number;
}

/** Imports a door by name. Rejects with what the library threw; the process around it dies of what it does worse. */
export async function importDoor(specifier: string): Promise<ImportedDoor> {
  const started = performance.now();
  const door = (await import(specifier)) as Readonly<Record<string, unknown>>;
  const names = Object.fromEntries(Object.entries(door).map(([name, value]) => [name, typeof value]));
  return { names, ms: Math.round(performance.now() - started) };
}
