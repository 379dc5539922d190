import { describeFaults, type MadeFault, type UnmadeFault } from './fault-rows.ts';

const rows: readonly (MadeFault | UnmadeFault)[] = [
  {
    id: 'B1',
    fault: 'the file is missing',
    verdict: 'fail',
    code: 'db-no-file',
    make: async (place) => place.url(),
  },
];

describeFaults('B', rows);
