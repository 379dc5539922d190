const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** A number of bytes for a person: `712 bytes`, `1.4 MB`. */
export function sizeInWords(bytes: number): string {
  const step = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  return step === 0 ? `${bytes} bytes` : `${(bytes / 1000 ** step).toFixed(1)} ${units[step] ?? ''}`;
}
