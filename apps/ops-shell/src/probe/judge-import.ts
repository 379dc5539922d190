import type { Sentinel, SentinelResult } from '@aicmo/core-kernel';
import type { ImportEnd } from './import-doors.ts';

/** A door that other code relies on, with names that it must give at run time. */
export interface PublicDoor {
  readonly specifier: string;
  readonly names: readonly string[];
}

const install = { text: 'Install again what the lock file names.', commands: ['npm ci'] };
const restore = {
  text: 'Bring the sources back to a commit that works, then install.',
  commands: ['git status --short', 'npm ci'],
};

/** Every way in which an import goes wrong, and what it means. */
export const importReasons = {
  'import-throws': {
    cause: 'The library throws an error while it is imported.',
    cure: 'The first line of the error names the cause; bring the sources back to a commit that works, or install again.',
  },
  'import-package-missing': {
    cause: 'A package that the library needs is not installed.',
    cure: 'npm ci installs what the lock file names.',
  },
  'import-versions': {
    cause: 'Two versions do not fit: what one module imports, the other does not export.',
    cure: 'npm ci installs the versions that were tested together.',
  },
  'import-native-refused': {
    cause: 'A native part was built for another Node or another system and cannot be loaded.',
    cure: 'npm ci brings the part that fits this Node; start everything with the pinned Node.',
  },
  'import-native-crash': {
    cause: 'A native part crashed the process.',
    cure: 'Start with the pinned Node (npm ci brings it); native parts are never loaded on a Node that they do not support.',
  },
  'import-exits': {
    cause: 'The library ends the process when it is imported.',
    cure: 'Bring the sources back to a commit that works: no library may end the process that imports it.',
  },
  'import-never-settles': {
    cause: 'The library waits for something that never comes (a top-level await without an end).',
    cure: 'Bring the sources back to a commit that works.',
  },
  'import-hangs': {
    cause: 'The library did not finish its import in the time allowed.',
    cure: 'If the machine is busy, run the check again; else bring the sources back to a commit that works.',
  },
  'import-out-of-memory': {
    cause: 'The import used more memory than a check may use.',
    cure: 'Bring the sources back to a commit that works.',
  },
  'import-floods': {
    cause: 'The library printed without end while it was imported.',
    cure: 'Bring the sources back to a commit that works.',
  },
  'import-late-failure': {
    cause: 'The import succeeded, and afterwards an error that nobody caught ended the process.',
    cure: 'The first line of the error names the cause; bring the sources back to a commit that works.',
  },
  'import-export-missing': {
    cause: 'A name that other code relies on is missing from the door, or has no value.',
    cure: 'Bring the sources back to a commit that works, then install: the sources are of two versions.',
  },
} as const satisfies Sentinel['reasons'];

export type ImportReason = keyof typeof importReasons;
type Result = SentinelResult<ImportReason>;

/** Where secrets are hidden in words that are not ours. */
export type Redact = (text: string) => string;

/** What the end of an import says about the library: every kind of fault apart from every other. */
export function judgeImport(end: ImportEnd, doors: readonly PublicDoor[], redact: Redact): Result {
  const evidence = evidenceOf(end, redact);
  if (end.endedBecause === 'flood')
    return cannotKnow('import-floods', 'It prints without end when it is imported.', evidence);
  if (end.answer === undefined) return judgeSilence(end, evidence, redact);
  if ('threw' in end.answer) return judgeError(end.answer.threw, evidence, redact);
  if (end.endedBecause === 'time')
    return cannotKnow('import-hangs', 'It was imported, and then never came to rest.', evidence);
  if (end.endedBecause === null && (end.exitCode !== 0 || end.signal !== null)) {
    const words = firstLine(end.lastWords, redact);
    return failed(
      'import-late-failure',
      `It was imported, and then ended its process. ${words}`.trim(),
      evidence,
      restore,
    );
  }
  return judgeNames(end.answer, doors, evidence);
}

function judgeNames(
  answer: Extract<ImportEnd['answer'], { doors: unknown }>,
  doors: readonly PublicDoor[],
  evidence: Evidence,
): Result {
  const missing = doors.flatMap(({ specifier, names }) => {
    const given = answer.doors.find((door) => door.specifier === specifier)?.names ?? {};
    // One that is there but undefined imports without a complaint, and breaks whoever uses it.
    return names
      .filter((name) => given[name] === undefined || given[name] === 'undefined')
      .map((name) => `${specifier}: ${name}`);
  });
  if (missing.length > 0) {
    const found = { ...evidence, missing: missing.join(', ') };
    return failed('import-export-missing', `Names are missing: ${missing.slice(0, 3).join(', ')}.`, found, restore);
  }
  const checked = doors.reduce((sum, { names }) => sum + names.length, 0);
  const alive =
    answer.keptAliveBy.length > 0
      ? `; it keeps its process alive (${[...new Set(answer.keptAliveBy)].join(', ')})`
      : '';
  return {
    verdict: 'pass',
    summary: `Imports, and gives ${checked === 1 ? 'the name' : `the ${checked} names`} that others rely on${alive}.`,
    evidence: {
      ...evidence,
      doors: doors.map(({ specifier }) => specifier).join(', '),
      names: checked,
      'imported in ms': answer.doors.reduce((sum, { ms }) => sum + ms, 0),
    },
  };
}

type Evidence = Readonly<Record<string, string | number>>;

function evidenceOf({ exitCode, signal, printedBytes, endedBecause }: ImportEnd, redact: Redact): Evidence {
  const how = signal === null ? `exit status ${String(exitCode)}` : `signal ${redact(signal)}`;
  return {
    ...(endedBecause === null ? { ended: how } : {}),
    ...(printedBytes > 0 ? { 'bytes printed': printedBytes } : {}),
  };
}

const crashes = new Set(['SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGABRT', 'SIGTRAP']);

/** It ended without a word to us: each cause leaves a trace of its own. */
function judgeSilence(end: ImportEnd, evidence: Evidence, redact: Redact): Result {
  if (end.endedBecause === 'time')
    return cannotKnow('import-hangs', 'The import did not finish in its time.', evidence);
  if (/heap (?:limit|out of memory)/iu.test(end.lastWords)) {
    return cannotKnow('import-out-of-memory', 'The import ran out of memory.', evidence);
  }
  if (end.signal !== null && crashes.has(end.signal)) {
    return failed('import-native-crash', `A native part crashed the process (${end.signal}).`, evidence, install);
  }
  if (end.exitCode === 13) {
    return failed(
      'import-never-settles',
      'The import never settles: it waits for something that never comes.',
      evidence,
      restore,
    );
  }
  const words = firstLine(end.lastWords, redact);
  if (words !== '') return failed('import-throws', `It throws when it is imported. ${words}`, evidence, restore);
  return failed('import-exits', 'It ends the process when it is imported.', evidence, restore);
}

interface Thrown {
  readonly name: string;
  readonly code: string;
  readonly message: string;
}

function judgeError({ name, code, message }: Thrown, evidence: Evidence, redact: Redact): Result {
  const words = redact(`${name}: ${message}`).split('\n')[0]?.slice(0, 300) ?? name;
  const found = { ...evidence, error: words, ...(code === '' ? {} : { code: redact(code) }) };
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') {
    return failed('import-package-missing', `Something that it needs is not there. ${words}`, found, install);
  }
  if (code === 'ERR_DLOPEN_FAILED' || /did not self-register|Could not locate the bindings file/u.test(message)) {
    return failed('import-native-refused', 'Its native part does not fit this Node.', found, install);
  }
  if (name === 'SyntaxError' && /does not provide an export named/u.test(message)) {
    return failed('import-versions', `Two versions do not fit. ${words}`, found, install);
  }
  return failed('import-throws', `It throws when it is imported. ${words}`, found, restore);
}

const failed = (reason: ImportReason, summary: string, evidence: Evidence, remedy: typeof install): Result => ({
  ...{ verdict: 'fail', reason, summary, evidence, remedy },
});

const cannotKnow = (reason: ImportReason, summary: string, evidence: Evidence): Result => ({
  ...{ verdict: 'unknown', reason, summary, evidence, remedy: restore },
});

/** The line of an uncaught error, without stack and colours; empty when nothing was said. */
function firstLine(words: string, redact: Redact): string {
  const said = words.split('\n').map((line) => line.trim());
  return redact(said.find((line) => /^[A-Za-z]*Error\b/u.test(line)) ?? '').slice(0, 300);
}
