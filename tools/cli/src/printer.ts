import { createRedactor, knownSecrets } from '@aicmo/core-server';

/** What the command line says, to both of its streams. */
export interface Printer {
  out(text: string): void;
  error(text: string): void;
}

/** Nothing that is printed holds a value of the environment that is a secret, whoever put it into a message. */
export function createPrinter(
  variables: Readonly<Record<string, string | undefined>>,
  write: { readonly out: (text: string) => void; readonly error: (text: string) => void },
): Printer {
  const redactor = createRedactor(knownSecrets(variables));
  return {
    out: (text) => write.out(`${redactor.values(text)}\n`),
    error: (text) => write.error(`${redactor.text(text)}\n`),
  };
}
