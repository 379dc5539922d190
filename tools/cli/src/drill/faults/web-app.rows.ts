import type { RowElsewhere } from '../drill-row.ts';

const faults: Readonly<Record<string, string>> = {
  G1: 'a foreign Host, or none',
  G2: 'a foreign origin',
  G3: 'a form of text/plain',
  G4: 'no token, or a wrong one',
  G5: 'two Host headers',
  G6: 'a double click on bootstrap',
  G7: 'two tabs, one of which bootstraps',
  G8: 'a thousand requests to run everything',
  G9: 'a process that prints without end',
  G10: 'an error that forges log lines',
  G11: 'HTML in an error',
  G12: 'SIGTERM in the middle of a bootstrap',
};

/** G: the shell as a web app, which no check of the doctor sees. */
export const webAppRows: readonly RowElsewhere[] = Object.entries(faults).map(([id, fault]) => ({
  ...{ id, fault, shownBy: 'apps/ops-shell/src/faults/web-app.faults.spec.ts' },
}));
